import 'server-only'
import { notRunOut } from '#lib/access/holdings.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/system/database.ts'
import { hashInviteToken } from './grant-ref.ts'

const INVITING: Permission = 'invite.create'

export type FoundInvite = NonNullable<Awaited<ReturnType<typeof findInvite>>>

/** The invite behind a link, with where it leads, and whether whoever made it may still invite there. */
export async function findInvite(db: Pick<Tx, 'invite'>, token: string) {
  const invite = await db.invite.findUnique({
    where: { tokenHash: hashInviteToken(token) },
    include: {
      session: {
        select: { id: true, platformId: true, name: true, capacity: true, closedAt: true, project: true },
      },
      account: {
        select: {
          disabledAt: true,
          holdings: {
            where: { ...notRunOut(), role: { permissions: { has: INVITING } } },
            select: { projectId: true },
          },
        },
      },
    },
  })
  if (!invite) return null
  const { account, ...found } = invite
  const here = account.holdings.some(({ projectId }) => [null, invite.projectId].includes(projectId))
  return {
    ...found,
    makerMay: account.disabledAt === null && here,
    role: invite.role === 'publisher' ? ('publisher' as const) : ('subscriber' as const),
  }
}

/**
 * The same, with its session and itself locked until the end of the transaction: whoever else comes by this link, or by
 * another one into the same session, waits and then counts us.
 */
export async function lockInvite(tx: Tx, token: string): Promise<FoundInvite | null> {
  const tokenHash = hashInviteToken(token)
  await tx.$queryRaw`
    SELECT 1 FROM "VideoSession" WHERE "id" = (SELECT "sessionId" FROM "Invite" WHERE "tokenHash" = ${tokenHash})
    FOR UPDATE`
  await tx.$queryRaw`SELECT 1 FROM "Invite" WHERE "tokenHash" = ${tokenHash} FOR UPDATE`
  return findInvite(tx, token)
}
