import 'server-only'
import { database } from '#lib/system/database.ts'
import { findInvite } from './find-invite.ts'
import { judgeInvite } from './judge-entry.ts'
import type { InviteView } from './model.ts'

/** What whoever opens a link is shown; the link is what lets them see it. Tells nobody who is inside. */
export async function inviteView(token: string): Promise<InviteView> {
  const invite = await findInvite(database(), token)
  if (!invite) return { state: 'unknown' }
  const { session, role } = invite
  const state = judgeInvite({ ...invite, sessionClosedAt: session.closedAt }, new Date())
  if (state !== 'open') return { state }
  const running = await database().archive.count({
    where: { sessionId: session.id, state: { in: ['starting', 'recording', 'paused'] } },
  })
  return {
    state,
    sessionName: session.name,
    projectName: session.project.name,
    role,
    recorded: running > 0,
  }
}
