/** What recordings are searched by, and what a search finds. */
import { z } from 'zod'
import type { ArchiveView } from '#lib/live/model.ts'
import { idSchema } from '#lib/system/ids.ts'

export const CUSTODY = ['hold', 'deletion', 'platform', 'coming', 'running', 'kept', 'lost'] as const
export const CONTENTS = ['action', 'alert', 'finding', 'nothing'] as const
export const REVIEWS = ['new', 'inReview', 'done'] as const
export const PLACES = ['disk', 's3', 'azure'] as const
export const DEEDS = ['disconnect', 'unpublish', 'mute', 'muteAll', 'liftMute', 'warn'] as const
export type Deed = (typeof DEEDS)[number]

/** Several of one kind stand in the address as one word, with commas. */
const several = <Schema extends z.ZodType<string, string>>(one: Schema) =>
  z
    .string()
    .max(2_000)
    .transform((text) => [...new Set(text.split(','))].sort())
    .pipe(z.array(one).min(1).max(50))
const day = z.iso.date().refine((text) => text >= '1970')
const minutes = z.coerce.number().int().min(0).max(1_440)

const searchShape = {
  /** Words: of the session, people who were there, reasons, findings; or an identifier. */
  q: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\0]*$/)
    .optional(),
  project: several(idSchema).optional(),
  /** The first and the last day, in the reader's time zone. */
  from: day.optional(),
  to: day.optional(),
  /** Minutes. */
  longer: minutes.optional(),
  shorter: minutes.optional(),
  custody: several(z.enum(CUSTODY)).optional(),
  has: several(z.enum(CONTENTS)).optional(),
  review: several(z.enum(REVIEWS)).optional(),
  in: several(z.enum(PLACES)).optional(),
  /** A moderator who did something while it ran, and what was done. */
  by: idSchema.optional(),
  did: z.enum(DEEDS).optional(),
  /** The last one of the page before. */
  after: idSchema.optional(),
}
const archiveSearch = z.object(searchShape)
export type ArchiveSearch = z.output<typeof archiveSearch>

/** For the address of a page: what makes no sense is as if it were not there, and stands in `leftOut`. */
export function readArchiveSearch(search: Record<string, string | string[] | undefined>): {
  query: ArchiveSearch
  leftOut: string[]
} {
  const shape: Partial<Record<string, z.ZodType>> = archiveSearch.shape
  const sound: Record<string, unknown> = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === '') continue
    if (Object.hasOwn(shape, name) && shape[name]?.safeParse(value).success) sound[name] = value
    else leftOut.push(name)
  }
  return { query: archiveSearch.parse(sound), leftOut }
}

export type CustodyMark = (typeof CUSTODY)[number]
export type ReviewMark = (typeof REVIEWS)[number]

export type FoundArchive = {
  archive: ArchiveView
  /** Several may be true of one: kept, and on hold. */
  custody: CustodyMark[]
  review: ReviewMark | null
  moments: number
  findings: number
}

export type FoundArchives = {
  /** Where the feed stood. */
  position: number
  found: FoundArchive[]
  /** Where the next page begins; null on the last one. */
  next: string | null
  /** How many there are; with `more`, at least so many. */
  matches: { count: number; more: boolean }
}

export type FacetCounts = Partial<Record<string, number>>
/** What the filters offer, with how many recordings have it: exact, in the projects that were chosen, whatever else is. */
export type SearchFacets = {
  total: number
  counts: FacetCounts
  projects: { id: string; name: string; count: number }[]
  moderators: { id: string; name: string }[]
  /** Recordings per day in UTC, of the last days, oldest first. */
  days: { day: string; count: number }[]
}

export type SavedSearchView = { id: string; name: string; query: string }

export const saveSearchInput = z.strictObject({
  name: z.string().trim().min(1).max(60),
  query: z
    .string()
    .max(2_000)
    .regex(/^[^\0]*$/),
})
export const removeSearchInput = z.strictObject({ searchId: idSchema })
