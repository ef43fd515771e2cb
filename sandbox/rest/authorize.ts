import type { IncomingHttpHeaders } from 'node:http'
import type { Platform } from '../platform/platform.ts'
import type { Identity } from '../platform/project.ts'
import { verifyRestToken } from '../tokens/verify-token.ts'

const bearer = (header: string | undefined): string | null => /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? null

const openTokHeader = (headers: IncomingHttpHeaders): string | null => {
  const value = headers['x-opentok-auth']
  return typeof value === 'string' ? value : null
}

/** The token of a call, in either flavour's header. */
export const tokenOf = (headers: IncomingHttpHeaders): string | null =>
  openTokHeader(headers) ?? bearer(headers.authorization)

/** Whether the call carries a good token for this project, in the header of the project's flavour. */
export const authorize = async (
  platform: Platform,
  { key }: Identity,
  headers: IncomingHttpHeaders,
): Promise<boolean> => {
  const token = key.kind === 'opentok' ? openTokHeader(headers) : bearer(headers.authorization)
  if (!token) return false
  const verified = await verifyRestToken(token, key, platform.now())
  if (!verified.ok) platform.log(`rest: a token was refused: ${verified.error}`)
  return verified.ok
}
