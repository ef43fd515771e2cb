import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'
import type { Tx } from '#lib/system/database.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { ArchivePolicy } from './model.ts'

/**
 * Sets who may record in a project; null: whoever holds archive.start. Where somebody must ask, somebody must be there to
 * answer, by a role that exists and holds the permission: else requests would wait for nobody.
 */
export async function savePolicy(
  tx: Tx,
  projectId: string,
  policy: ArchivePolicy | null,
): Promise<Result<null, 'no-such-role' | 'nobody-answers'>> {
  if (policy) {
    const named = [...new Set([...policy.atOnce, ...policy.asks, ...policy.approves])]
    const roles = await tx.role.findMany({
      where: { key: { in: named } },
      select: { key: true, permissions: true },
    })
    if (roles.length < named.length) return fail('no-such-role')
    const answers = roles.some(
      ({ key, permissions }) => policy.approves.includes(key) && permissions.includes('archive.approve'),
    )
    if (policy.asks.length > 0 && !answers) return fail('nobody-answers')
  }
  await tx.project.update({
    where: { id: projectId },
    data: { archivePolicy: policy ?? Prisma.DbNull },
    select: { id: true },
  })
  return ok(null)
}
