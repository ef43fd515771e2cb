import 'server-only'
import type { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import { hashInviteToken, newInviteToken } from './grant-ref.ts'
import type { createInviteInput, InviteLink } from './model.ts'
import type { WatchedSession } from './watch-session.ts'

/** Makes a link by which so many people may enter a session. The link is shown this once: only its hash is kept. */
export async function createInvite(
  tx: Tx,
  actor: Actor,
  session: WatchedSession,
  { role, uses, hours }: Omit<z.output<typeof createInviteInput>, 'sessionId'>,
): Promise<Result<InviteLink, 'closed'>> {
  if (session.closedAt) return fail('closed')
  const token = newInviteToken()
  const expiresAt = new Date(Date.now() + hours * 3_600_000)
  await tx.invite.create({
    data: {
      id: newId(),
      tokenHash: hashInviteToken(token),
      projectId: session.projectId,
      sessionId: session.id,
      role,
      createdBy: actor.accountId,
      expiresAt,
      maxUses: uses,
    },
  })
  return ok({ url: new URL(`/room/${token}`, env().GAVEL_URL).href, expiresAt: expiresAt.toISOString() })
}
