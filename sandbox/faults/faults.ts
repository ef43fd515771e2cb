/**
 * What is to go wrong, on demand and each time the same way: REST calls that are refused, slow, cut or never
 * answered, callbacks that are lost, late, doubled, out of order or unsigned. A fault serves `times` times (or
 * until it is taken away), the oldest that matches first.
 */
import { z } from 'zod'

const pattern = z.string().max(500).refine(isPattern, 'not a regular expression')

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    // Not a pattern: the caller is told so by the schema.
    return false
  }
}

const times = z.number().int().min(1).max(1_000_000).optional()

export const restFaultSchema = z.strictObject({
  target: z.literal('rest'),
  match: z.strictObject({ method: z.string().optional(), path: pattern.optional() }).optional(),
  answer: z.union([
    z.literal([401, 403, 404, 409, 413, 429, 500, 503]),
    z.enum(['hang', 'reset', 'slow', 'badJson', 'cut']),
  ]),
  /** Seconds, sent as `Retry-After`. */
  retryAfter: z.number().int().min(0).optional(),
  delayMs: z.number().int().min(0).max(600_000).default(3_000),
  times,
})

export const callbackFaultSchema = z.strictObject({
  target: z.literal('callbacks'),
  /** Searched in the callback's body, for instance `streamCreated`. */
  match: z.strictObject({ body: pattern.optional() }).optional(),
  answer: z.enum(['drop', 'delay', 'duplicate', 'reorder', 'unsigned']),
  delayMs: z.number().int().min(0).max(600_000).default(3_000),
  times,
})

export const faultSchema = z.discriminatedUnion('target', [restFaultSchema, callbackFaultSchema])

export type RestFault = z.infer<typeof restFaultSchema>
export type CallbackFault = z.infer<typeof callbackFaultSchema>
export type Fault = z.infer<typeof faultSchema>

export type Faults = {
  add: (fault: Fault) => void
  clear: () => void
  list: () => readonly Fault[]
  forRest: (method: string, path: string) => RestFault | null
  forCallback: (body: string) => CallbackFault | null
}

const MAX_FAULTS = 100
const matches = (source: string | undefined, text: string): boolean =>
  source === undefined || new RegExp(source).test(text)

export const createFaults = (): Faults => {
  let faults: Fault[] = []

  const use = <F extends Fault>(fault: F | undefined): F | null => {
    if (!fault) return null
    if (fault.times === undefined) return fault
    fault.times -= 1
    if (fault.times <= 0) faults = faults.filter((other) => other !== fault)
    return fault
  }

  return {
    add: (fault) => {
      faults = [...faults, { ...fault }].slice(-MAX_FAULTS)
    },
    clear: () => {
      faults = []
    },
    list: () => faults,
    forRest: (method, path) =>
      use(
        faults
          .filter((fault) => fault.target === 'rest')
          .find(({ match }) => (match?.method ?? method) === method && matches(match?.path, path)),
      ),
    forCallback: (body) =>
      use(
        faults
          .filter((fault) => fault.target === 'callbacks')
          .find(({ match }) => matches(match?.body, body)),
      ),
  }
}
