import { z } from 'zod'
import type { Connection, Session } from '../platform/session.ts'
import { announce } from './announce.ts'
import { jsonLength } from './json-length.ts'
import { connectionView } from './views.ts'

/** The characters are those the browser SDK lets through; data counts in its JSON form. */
const signalSchema = z.looseObject({
  type: z
    .string()
    .regex(/^[A-Za-z0-9\-._~]*$/)
    .nullish(),
  data: z.unknown().optional(),
})

const MAX_TYPE = 128
const MAX_DATA = 8192

export type SignalRefusal = 'malformed' | 'too long' | 'no such connection'
export type SignalRequest = { to: string | null; from: Connection | null; signalId: string; content: unknown }

/** Sends a signal to one or all. The sender is what the platform knows, whatever the content claims. */
export const sendSignal = (session: Session, signal: SignalRequest): SignalRefusal | null => {
  const parsed = signalSchema.safeParse(signal.content)
  if (!parsed.success) return 'malformed'
  const { type, data } = parsed.data
  if (type != null && type.length > MAX_TYPE) return 'too long'
  if (jsonLength(data) > MAX_DATA) return 'too long'
  const { to, from } = signal
  if (to !== null && !session.connections.has(to)) return 'no such connection'
  const tail = `${to === null ? '' : `/connection/${to}`}/signal/${signal.signalId}`
  const content = {
    ...(type == null ? {} : { type }),
    ...(data === undefined ? {} : { data }),
    ...(from === null ? {} : { fromConnection: connectionView(from) }),
  }
  announce(
    session,
    { method: 'signal', tail, content, from: from?.id ?? '' },
    ({ id }) => to === null || id === to,
  )
  return null
}
