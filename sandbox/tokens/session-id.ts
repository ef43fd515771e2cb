/**
 * A session ID is `1_` + base64url of `~key~location~date~random~`: clients and SDKs read the key out of it.
 * Ours also carries how the session was created and a mark that only this project's secret can make, so an
 * ID stays good for ever (as on the platform), over restarts too, without anything being stored.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type MediaMode = 'routed' | 'relayed'
export type SessionTraits = { mode: MediaMode; archiveMode: 'manual' | 'always'; e2ee: boolean }

const SESSION_ID = /^[12]_[A-Za-z0-9_-]+=*$/

const encodeTraits = ({ mode, archiveMode, e2ee }: SessionTraits): string =>
  `${mode === 'routed' ? 'd' : 'e'}${archiveMode === 'always' ? 'a' : 'm'}${e2ee ? 'x' : 'o'}`

const decodeTraits = (text: string): SessionTraits => ({
  mode: text[0] === 'd' ? 'routed' : 'relayed',
  archiveMode: text[1] === 'a' ? 'always' : 'manual',
  e2ee: text[2] === 'x',
})

const markOf = (fields: readonly string[], secret: string): string =>
  createHmac('sha256', secret).update(fields.join('~')).digest('base64url').slice(0, 16)

export type SessionIdRequest = {
  key: string
  secret: string
  traits: SessionTraits
  now: Date
  random: string
}

export const createSessionId = ({ key, secret, traits, now, random }: SessionIdRequest): string => {
  const fields = [key, '127.0.0.1', String(now.getTime()), `${random}.${encodeTraits(traits)}`]
  return `1_${Buffer.from(`1~${fields.join('~')}~${markOf(fields, secret)}~`).toString('base64url')}`
}

const fieldsOf = (sessionId: string): string[] | null => {
  if (sessionId.length > 255 || !SESSION_ID.test(sessionId)) return null
  return Buffer.from(sessionId.slice(2), 'base64url').toString('latin1').split('~').slice(1)
}

/** The project's key inside a session ID, or null when it is not one. */
export const keyOfSessionId = (sessionId: string): string | null => fieldsOf(sessionId)?.[0] ?? null

/** How a session was created, or null when this project never issued such an ID. */
export const readSessionId = (sessionId: string, secret: string): SessionTraits | null => {
  const fields = fieldsOf(sessionId) ?? []
  const [signed, mark = ''] = [fields.slice(0, 4), fields[4]]
  const expected = Buffer.from(markOf(signed, secret))
  const given = Buffer.from(mark)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return decodeTraits(signed[3]?.split('.')[1] ?? '')
}
