/** What can be asked to go wrong, as it is written in a file or sent to the control, and who asks whether it does. */
import { z } from 'zod'

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    // Not a pattern: the caller is told so by the schema.
    return false
  }
}

const pattern = z.string().max(500).refine(isPattern, 'not a regular expression')
const ms = z.number().int().min(0).max(86_400_000)
const late = ms.max(600_000).default(3_000)

const common = {
  /** How often it strikes; until it is taken away when absent. */
  times: z.number().int().min(1).max(1_000_000).optional(),
  /** How likely it strikes where it matches; always when absent. */
  probability: z.number().min(0).max(1).optional(),
  /** Makes the same chances fall the same way each time. */
  seed: z.string().max(100).optional(),
}

const restFaultSchema = z.strictObject({
  target: z.literal('rest'),
  match: z.strictObject({ method: z.string().optional(), path: pattern.optional() }).optional(),
  answer: z.union([
    z.literal([401, 403, 404, 409, 413, 429, 500, 503]),
    z.enum(['hang', 'reset', 'slow', 'badJson', 'cut']),
  ]),
  /** Seconds, sent as `Retry-After`. */
  retryAfter: z.number().int().min(0).optional(),
  delayMs: late,
  ...common,
})

const callbackFaultSchema = z.strictObject({
  target: z.literal('callbacks'),
  /** Searched in the callback's body, for instance `streamCreated`. */
  match: z.strictObject({ body: pattern.optional() }).optional(),
  /** `oldSecret` signs with the project's `previousSignatureSecret`, or with one nobody has. */
  answer: z.enum(['drop', 'delay', 'duplicate', 'reorder', 'unsigned', 'oldSecret']),
  delayMs: late,
  ...common,
})

const signallingFaultSchema = z.strictObject({
  target: z.literal('signalling'),
  match: z
    .strictObject({
      connection: pattern.optional(),
      /** The token's data. */
      data: pattern.optional(),
      method: z.string().optional(),
      /** What follows the session's own address, for instance `/stream/`. */
      path: pattern.optional(),
    })
    .optional(),
  /**
   * A status answers the message with it; `drop` does not answer it at all; `cut` breaks the client's line, and
   * for `forMs` it cannot come back.
   */
  answer: z.union([z.literal([400, 403, 404, 409, 413, 429, 500]), z.enum(['drop', 'cut'])]),
  forMs: ms.default(0),
  ...common,
})

const mediaFaultSchema = z.strictObject({
  target: z.literal('media'),
  match: z.strictObject({ session: pattern.optional() }).optional(),
  /** The media server of a routed session is gone: all it carried ends with `mediaStopped`. */
  answer: z.literal('lost'),
  ...common,
})

const uploadFaultSchema = z.strictObject({
  target: z.literal('upload'),
  match: z.strictObject({ archive: pattern.optional() }).optional(),
  answer: z.literal('fail').default('fail'),
  ...common,
})

/** The platform's clock is wrong: tokens look expired, or of the future. */
const clockFaultSchema = z.strictObject({
  target: z.literal('clock'),
  offsetMs: z.number().int().min(-31_536_000_000).max(31_536_000_000),
})

export const faultSchema = z.discriminatedUnion('target', [
  restFaultSchema,
  callbackFaultSchema,
  signallingFaultSchema,
  mediaFaultSchema,
  uploadFaultSchema,
  clockFaultSchema,
])

export const faultsSchema = z.array(faultSchema).max(100)

export type RestFault = z.infer<typeof restFaultSchema>
export type CallbackFault = z.infer<typeof callbackFaultSchema>
export type SignallingFault = z.infer<typeof signallingFaultSchema>
export type Fault = z.infer<typeof faultSchema>

/** A message of a client, or (without method and path) the client as such. */
export type SignallingMoment = { connection: string; data: string; method?: string; path?: string }

export type StandingFault = Fault & { id: string; served: number }

export type Faults = {
  /** Answers the ID under which it can be taken away. */
  add: (fault: Fault) => string
  remove: (id: string) => boolean
  clear: () => void
  list: () => readonly StandingFault[]
  /** The returned function ends the listening. */
  onAdded: (listener: () => void) => () => void
  forRest: (method: string, path: string) => RestFault | null
  forCallback: (body: string) => CallbackFault | null
  forSignalling: (moment: SignallingMoment) => SignallingFault | null
  /** Whether the media server of this session is to be lost now. */
  forMedia: (sessionId: string) => boolean
  /** Whether the upload of this archive is to fail. */
  forUpload: (archiveId: string) => boolean
  /** By how much the platform's clock is wrong. */
  clockOffsetMs: () => number
}
