import 'server-only'
import { notRunOut } from '#lib/access/holdings.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { type Approval, authorizeArchive, type Recorder, type Verdict } from './authorize-archive.ts'
import { type ArchivePolicy, storedPolicySchema } from './model.ts'

type Reading = Database | Tx
type AskedFor = {
  id: string
  projectId: string
  name: string | null
  mode: 'relayed' | 'routed' | null
  live: boolean
  encrypted: boolean | null
}

/** What the rule says of somebody and a session now, with the approval that it may have been said by. */
export async function verdictFor(
  tx: Reading,
  accountId: string,
  session: AskedFor,
): Promise<{ verdict: Verdict; policy: ArchivePolicy | null; approval: FoundApproval | null }> {
  const policy = await policyOf(tx, session.projectId)
  const actor = await recorderIn(tx, accountId, session.projectId, 'archive.start')
  const approval = policy && (await approvalOf(tx, session.id, accountId))
  const facts = { ...session, objected: await hasObjector(tx, session.id) }
  const verdict = authorizeArchive(actor, facts, policy, approval, await databaseNow(tx))
  return { verdict, policy, approval }
}

type FoundApproval = Approval & { id: string }

/** A project's policy; null where it has none. */
export async function policyOf(tx: Reading, projectId: string): Promise<ArchivePolicy | null> {
  const row = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { archivePolicy: true },
  })
  return parsePolicy(row.archivePolicy)
}

const NOBODY: ArchivePolicy = {
  version: 2,
  atOnce: [],
  asks: [],
  approves: [],
  sessions: null,
  hours: null,
  lastsMinutes: 1,
  longestMinutes: null,
  needsReason: true,
  tells: 'project',
  objections: 'none',
  toldFirst: false,
}

/** A policy as it is stored. One that this version cannot read is not "none": then nobody records until it is set anew. */
export function parsePolicy(stored: unknown): ArchivePolicy | null {
  if (stored === null) return null
  const { data, error } = storedPolicySchema.safeParse(stored)
  if (error)
    log.error(
      { fields: error.issues.map(({ path }) => path.join('.')) },
      'a policy of a project cannot be read: nobody may record there',
    )
  return data ?? NOBODY
}

/** Somebody as they stand in a project now. An account that is deactivated holds nothing. */
export async function recorderIn(
  tx: Reading,
  accountId: string,
  projectId: string,
  permission: Permission,
): Promise<Recorder> {
  const rows = await tx.roleHolding.findMany({
    where: {
      accountId,
      account: { disabledAt: null },
      AND: [{ OR: [{ projectId: null }, { projectId }] }, notRunOut()],
    },
    select: { role: { select: { key: true, permissions: true } } },
  })
  return {
    accountId,
    roles: rows.map(({ role }) => role.key),
    holds: rows.some(({ role }) => role.permissions.includes(permission)),
  }
}

/** What somebody was allowed for this session and has not used; whether it is still good, the rule says. */
async function approvalOf(tx: Reading, sessionId: string, askedById: string): Promise<FoundApproval | null> {
  return tx.archiveRequest.findFirst({
    where: { sessionId, askedById, state: 'approved' },
    select: { id: true, askedById: true, answeredById: true, expiresAt: true },
    orderBy: { expiresAt: 'desc' },
  })
}

/** Whether somebody is there who does not want to be recorded. */
export async function hasObjector(tx: Reading, sessionId: string): Promise<boolean> {
  const found = await tx.objection.count({
    where: {
      sessionId,
      withdrawnAt: null,
      person: { grants: { some: { sessionId, connections: { some: { live: true } } } } },
    },
  })
  return found > 0
}

/** The database's clock: what runs out, runs out by it. */
export async function databaseNow(tx: Reading): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (!row) throw new Error('The database did not tell its time')
  return row.now
}
