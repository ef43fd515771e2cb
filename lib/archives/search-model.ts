/** What recordings are looked for by, as it stands in the address of the page. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export const STANDINGS = ['kept', 'available', 'uploaded', 'recording', 'lost', 'failed', 'deleted'] as const
export const REVIEWS = ['new', 'inReview', 'done'] as const
export const CONTENTS = ['action', 'finding', 'hold', 'mute', 'unpublish', 'disconnect', 'warn'] as const
export const LENGTHS = ['5', '30', '60', '120'] as const

const day = z.iso.date()

/** Each by itself: one that is not known is left out, and the page says so. */
const FILTERS = {
  text: z.string().trim().min(1).max(120),
  project: idSchema,
  standing: z.enum(STANDINGS),
  review: z.enum(REVIEWS),
  has: z.enum(CONTENTS),
  /** At least so many minutes long. */
  longer: z.enum(LENGTHS),
  moderator: idSchema,
  from: day,
  to: day,
  /** The last recording of the page before. */
  after: idSchema,
}

export type ArchiveQuery = { [Name in keyof typeof FILTERS]?: z.output<(typeof FILTERS)[Name]> | undefined }

/** What the address asks for, and the names of what in it is not known. */
export function readArchiveQuery(search: Record<string, string | string[] | undefined>): {
  query: ArchiveQuery
  leftOut: string[]
} {
  const query: Record<string, string> = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(search)) {
    const parsed = Object.hasOwn(FILTERS, name)
      ? FILTERS[name as keyof typeof FILTERS].safeParse(value) // it is one of the keys: asked just now
      : null
    if (parsed?.success) query[name] = parsed.data
    else if (value !== undefined && value !== '') leftOut.push(name)
  }
  return { query, leftOut }
}

export const saveSearchInput = z.strictObject({
  name: z.string().trim().min(1).max(60),
  query: z.string().min(1).max(1_000),
})
export const removeSearchInput = z.strictObject({ searchId: idSchema })
