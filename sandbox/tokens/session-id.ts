/**
 * A session ID is `1_` + base64url of `~key~location~date~random~`: clients and SDKs read the key out of it.
 * Ours also carries how the session was created and a mark that only this project's secret can make, so an
 * ID stays good for ever (as on the platform), over restarts too, without anything being stored.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type MediaMode = 'routed' | 'relayed' | 'adaptive'

/** What an archive's picture may measure. */
export const RESOLUTIONS = ['480x640', '640x480', '720x1280', '1280x720', '1080x1920', '1920x1080'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** How a session was created, for as long as its ID exists. */
export type SessionTraits = {
  mode: MediaMode
  archiveMode: 'manual' | 'always'
  e2ee: boolean
  /** The IPv4 address near which it should live; it changes nothing here. */
  location: string | null
  /** Of the automatic archives, when `archiveMode` is `always`. */
  archiveName: string | null
  archiveResolution: Resolution | null
}

const SESSION_ID = /^[12]_[A-Za-z0-9_-]+=*$/
const MAX_LENGTH = 500
const NO_LOCATION = '127.0.0.1'

const MODE_LETTER: Record<MediaMode, string> = { routed: 'd', relayed: 'e', adaptive: 'a' }
const MODES: Record<string, MediaMode> = { d: 'routed', a: 'adaptive' }

const encodeTraits = ({ mode, archiveMode, e2ee, archiveResolution }: SessionTraits): string => {
  const resolution = archiveResolution === null ? '' : RESOLUTIONS.indexOf(archiveResolution)
  return `${MODE_LETTER[mode]}${archiveMode === 'always' ? 'a' : 'm'}${e2ee ? 'x' : 'o'}${resolution}`
}

const decodeTraits = (text: string) => ({
  mode: MODES[text[0] ?? ''] ?? ('relayed' as const),
  archiveMode: text[1] === 'a' ? ('always' as const) : ('manual' as const),
  e2ee: text[2] === 'x',
  archiveResolution: RESOLUTIONS[Number(text[3] ?? -1)] ?? null,
})

/** On the platform too a name is carried in the ID, and these characters do not survive it. */
const carriedName = (name: string): string => name.replace(/[~_-]/g, ':')

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
  const location = traits.location ?? NO_LOCATION
  const fields = [key, location, String(now.getTime()), `${random}.${encodeTraits(traits)}`]
  const name = traits.archiveName ? [carriedName(traits.archiveName)] : []
  const mark = markOf([...fields, ...name], secret)
  return `1_${Buffer.from(`1~${[...fields, mark, ...name].join('~')}~`).toString('base64url')}`
}

const fieldsOf = (sessionId: string): string[] | null => {
  if (sessionId.length > MAX_LENGTH || !SESSION_ID.test(sessionId)) return null
  return Buffer.from(sessionId.slice(2), 'base64url').toString('utf8').split('~').slice(1)
}

/** The project's key inside a session ID, or null when it is not one. */
export const keyOfSessionId = (sessionId: string): string | null => fieldsOf(sessionId)?.[0] ?? null

/** How a session was created, or null when this project never issued such an ID. */
export const readSessionId = (sessionId: string, secret: string): SessionTraits | null => {
  const fields = fieldsOf(sessionId) ?? []
  const [location, mark = '', name] = [fields[1], fields[4], fields[5] || null]
  const expected = Buffer.from(markOf([...fields.slice(0, 4), ...(name ? [name] : [])], secret))
  const given = Buffer.from(mark)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return {
    ...decodeTraits(fields[3]?.split('.')[1] ?? ''),
    location: !location || location === NO_LOCATION ? null : location,
    archiveName: name,
  }
}
