import 'server-only'
import { browserCredentials } from '#lib/platform/browser-credentials.ts'
import { parseSessionId } from '#lib/platform/ids.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { newGrantRef } from './grant-ref.ts'
import type { Ticket } from './model.ts'

export type GrantRequest<Role extends 'subscriber' | 'publisher' | 'moderator'> = {
  session: { id: string; projectId: string; platformId: string }
  role: Role
  minutes: number
} & (
  | { kind: 'participant'; personId: string; inviteId: string }
  | { kind: 'watcher'; accountId: string; deviceId: string }
)

/** Writes a grant and makes its token: one holder, one session, minutes to connect. Nothing is asked of the platform. */
export async function issueToken<Role extends 'subscriber' | 'publisher' | 'moderator'>(
  tx: Tx,
  { session, role, minutes, ...holder }: GrantRequest<Role>,
): Promise<Result<{ ticket: Ticket & { role: Role }; grantRef: string }, 'no-token' | 'paused'>> {
  const ref = newGrantRef()
  const { id: sessionId, projectId } = session
  const [platform, credentials] = [await platformFor(projectId, tx), await browserCredentials(projectId, tx)]
  const platformId = parseSessionId(session.platformId)
  if (!platformId.ok || !credentials) return fail('no-token')
  const expiresInSeconds = minutes * 60
  const token = platform.mintToken({ sessionId: platformId.value, role, data: ref, expiresInSeconds })
  if (!token.ok) return fail(token.failure.code === 'paused' ? 'paused' : 'no-token')
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1000)
  await tx.grant.create({ data: { id: newId(), ref, role, projectId, sessionId, expiresAt, ...holder } })
  return ok({
    ticket: { ...credentials, sessionId: platformId.value, token: token.value, role },
    grantRef: ref,
  })
}
