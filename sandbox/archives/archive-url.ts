import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Archive, archiveFileName } from './archive.ts'

type NamedArchive = Pick<Archive, 'id' | 'outputMode'>

const LIFE_MS = 10 * 60_000
const PATH = /^\/archives\/([0-9a-f-]{36})\/(?:archive\.webm|archive\.zip)$/

const mark = (id: string, expires: string, secret: string): string =>
  createHmac('sha256', secret).update(`${id}.${expires}`).digest('base64url')

/** A link to an archive's file that is good for ten minutes, for whoever holds it. */
export const archiveUrl = (baseUrl: string, archive: NamedArchive, secret: string, now: Date): string => {
  const { id } = archive
  const expires = String(now.getTime() + LIFE_MS)
  return `${baseUrl}/archives/${id}/${archiveFileName(archive)}?expires=${expires}&signature=${mark(id, expires, secret)}`
}

/** The archive a link names; null when the address is not such a link. */
export const archiveOfUrl = (url: URL): string | null => PATH.exec(url.pathname)?.[1] ?? null

export const isGoodArchiveUrl = (url: URL, id: string, secret: string, now: Date): boolean => {
  const expires = url.searchParams.get('expires') ?? ''
  const given = Buffer.from(url.searchParams.get('signature') ?? '')
  const expected = Buffer.from(mark(id, expires, secret))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return Number(expires) > now.getTime()
}
