/** Reviews of recordings as pages see them, and what their doors take. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export const CATEGORIES = [
  'harassment',
  'violence',
  'sexual',
  'selfHarm',
  'personalData',
  'disturbance',
  'conduct',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]
export const SEVERITIES = ['low', 'medium', 'high'] as const
export type Severity = (typeof SEVERITIES)[number]
export const VERDICTS = ['clean', 'upheld', 'followUp'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What somebody found, at a moment or over a range of a recording. */
export type FindingView = {
  id: string
  authorId: string
  author: string
  fromMs: number
  toMs: number | null
  category: Category
  severity: Severity
  verdict: Verdict
  /** Hostile text. */
  text: string
  createdAt: string
  editedAt: string | null
  hasStill: boolean
  mine: boolean
}

/** One person's review. What it came to is null until it is done, and for whoever may not see it yet. */
export type ReviewView = {
  id: string
  reviewerId: string
  reviewer: string
  assignedBy: string | null
  second: boolean
  state: 'inReview' | 'done'
  verdict: Verdict | null
  words: string | null
  startedAt: string
  doneAt: string | null
  mine: boolean
}

export type ReviewState = 'new' | 'inReview' | 'done'
export type Reviewer = { accountId: string; name: string }
/** Seconds of a recording. */
export type Part = [from: number, to: number]
export const PURPOSES = ['played', 'downloaded'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Who opened it, what for, and which parts of it they saw. */
export type ViewingView = {
  id: string
  name: string
  purpose: Purpose | 'exported'
  at: string
  lastAt: string
  parts: Part[]
}

/** An address of the recording's bytes: for one person at one device, for a few minutes. */
export type MediaAddress = { url: string; until: string }

/** Why one file of a recording's zip does not play. */
export type PieceTrouble = 'missing' | 'unknown-kind' | 'too-large'

/** One file of a stream: where in the recording it has its place, and its address, or why it has none. */
export type PieceView = { number: number; fromMs: number; toMs: number } & (
  | { url: string }
  | { trouble: PieceTrouble }
)

/** One stream of a recording that keeps them apart. */
export type RecordedStream = {
  connectionId: string | null
  /** Hostile text; null when it is not known whose it was. */
  name: string | null
  screen: boolean
  pieces: PieceView[]
}

/** The streams of a recording, with addresses of their bytes that are good until then. */
export type StreamsPage = { streams: RecordedStream[]; until: string }

export type ReviewPage = {
  state: ReviewState
  /** A second person must look at it, and has not finished. */
  secondWaits: boolean
  findings: FindingView[]
  /** What others found is kept from the reader until both reviews are done. */
  othersHidden: boolean
  reviews: ReviewView[]
  viewings: ViewingView[]
  /** The reader may write findings, take this review now, give it to somebody, take the file out. */
  mayReview: boolean
  mayTake: boolean
  mayAssign: boolean
  mayDownload: boolean
  /** To whom it can be given; empty for who may not give it. */
  reviewers: Reviewer[]
  /** Its file is a zip of single streams, which are played side by side. */
  individual: boolean
  /** Written across the picture; null where the project does not ask for it. */
  watermark: string | null
  media: MediaAddress
}

/** Longer than any recording the platform makes. */
const ms = z.int().min(0).max(86_400_000)
const text = z.string().trim().min(1).max(2_000)
const finding = {
  fromMs: ms,
  toMs: ms.nullable(),
  category: z.enum(CATEGORIES),
  severity: z.enum(SEVERITIES),
  verdict: z.enum(VERDICTS),
  text,
}
const inOrder = ({ fromMs, toMs }: { fromMs: number; toMs: number | null }) => toMs === null || toMs > fromMs
const NOT_IN_ORDER = { error: 'A range ends after it begins.', path: ['toMs'] }

export const archiveInput = z.strictObject({ archiveId: idSchema })
export const writeFindingInput = z
  .strictObject({
    archiveId: idSchema,
    ...finding,
    /** The picture at that moment: a JPEG in Base64, so small that it fits into what an action takes. */
    still: z.base64().max(60_000).optional(),
  })
  .refine(inOrder, NOT_IN_ORDER)
export const editFindingInput = z
  .strictObject({ findingId: idSchema, ...finding })
  .refine(inOrder, NOT_IN_ORDER)
export const findingInput = z.strictObject({ findingId: idSchema })
export const assignReviewInput = z.strictObject({ archiveId: idSchema, reviewerId: idSchema })
export const finishReviewInput = z.strictObject({
  archiveId: idSchema,
  verdict: z.enum(VERDICTS),
  words: z.string().trim().max(2_000).optional(),
})
const second = z.number().min(0).max(86_400)
export const tellPartsInput = z.strictObject({
  archiveId: idSchema,
  parts: z
    .array(z.tuple([second, second]))
    .min(1)
    .max(50),
})
export const mediaInput = z.object({
  params: z.object({ id: idSchema }),
  query: z.object({
    for: z.enum(PURPOSES).optional(),
    /** Which file of a zip of single streams; all of the file without it. */
    piece: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .optional(),
    until: z.string().max(20).optional(),
    proof: z.string().max(100).optional(),
  }),
})
export const streamsInput = z.object({ params: z.object({ id: idSchema }) })
export const stillInput = z.object({ params: z.object({ id: idSchema }) })
export const saveReviewRulesInput = z.strictObject({
  projectId: idSchema,
  secondReviews: z.int().min(0).max(100),
  watermark: z.boolean(),
})

/** How a project wants its recordings reviewed. */
export type ReviewRules = { secondReviews: number; watermark: boolean }
