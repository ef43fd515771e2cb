import { z } from 'zod'
import { parseArchiveId, parseConnectionId, parseSessionId, parseStreamId } from './ids.ts'

/** Ids in the platform's answers go through the same parsers as all others: they will stand in paths again. */
export const sessionIdIn = z.string().transform((text, context) => orIssue(parseSessionId(text), context))
export const connectionIdIn = z
  .string()
  .transform((text, context) => orIssue(parseConnectionId(text), context))
export const streamIdIn = z.string().transform((text, context) => orIssue(parseStreamId(text), context))
export const archiveIdIn = z.string().transform((text, context) => orIssue(parseArchiveId(text), context))

/** Milliseconds since 1970. */
export const timeIn = z
  .number()
  .min(0)
  .max(8.64e15)
  .transform((ms) => new Date(ms))

function orIssue<Id>(parsed: { ok: true; value: Id } | { ok: false }, context: z.RefinementCtx): Id {
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'not an id' })
  return z.NEVER
}
