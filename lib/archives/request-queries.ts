import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, mayAnywhere, whereMay } from '#lib/access/actor.ts'
import { feedHead } from '#lib/live/feed-head.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { hindranceToAnswer, type Recorder } from './authorize-archive.ts'
import { isLetterProof } from './letter-proof.ts'
import type { PolicyPage, RecordingRight, RequestList, RequestPart, RequestView } from './model.ts'
import { noticeWords } from './notice-words.ts'
import { parsePolicy, recorderIn, verdictFor } from './who-records.ts'

const SHOWN = 100
const TOLD_MINUTES = 30
const COUNTED_DAYS = 30

/** The requests this actor may answer or has made, in one of the page's parts: newest first, what waits oldest first. */
export function listRequests(
  actor: Actor,
  part: RequestPart,
  db: Database = database(),
): Promise<RequestList> {
  return db.$transaction(async (tx) => {
    const { position } = await feedHead(tx)
    const order = part === 'waiting' ? 'asc' : 'desc'
    return {
      position,
      requests: await requestViews(tx, actor, { where: wherePart(actor, part), order, take: SHOWN }),
    }
  })
}

/**
 * The request that a letter is about, for the account it was written to; null for anybody else. What they may do with it is
 * asked as everywhere: also whoever has lost the right in between sees nothing.
 */
export async function requestOfLetter(
  actor: Actor,
  { requestId, letter }: { requestId: string; letter: string },
  db: Database = database(),
): Promise<RequestView | null> {
  if (!idSchema.safeParse(requestId).success || !isLetterProof(letter, requestId, actor.accountId))
    return null
  const where = { id: requestId, ...whereMay(actor, 'archive.approve') }
  const [request] = await requestViews(db, actor, { where, order: 'asc', take: 1 })
  return request ?? null
}

/** How many requests wait for this actor's answer, and where the feed stood; null for whoever answers none anywhere. */
export async function countWaiting(
  actor: Actor,
  db: Database = database(),
): Promise<{ count: number; position: number } | null> {
  if (!mayAnywhere(actor, 'archive.approve')) return null
  const { position, requests } = await listRequests(actor, 'waiting', db)
  return { position, count: requests.filter(({ mayAnswer }) => mayAnswer).length }
}

/** What pressing "Record" would do for this actor, as the rule says it now; null for who has nothing to do with recording. */
export async function recordingRight(
  actor: Actor,
  sessionId: string,
  db: Database = database(),
): Promise<RecordingRight | null> {
  const session = await db.videoSession.findUnique({
    where: { id: sessionId },
    select: { id: true, projectId: true, name: true, mode: true, live: true, encrypted: true },
  })
  if (!session) return null
  const { projectId } = session
  if (!may(actor, 'archive.start', projectId) && !may(actor, 'archive.approve', projectId)) return null
  const { verdict, policy } = await verdictFor(db, actor.accountId, session)
  const [request] = await requestViews(db, actor, { where: { sessionId }, order: 'desc', take: 1 })
  const isShown = request && (request.state === 'waiting' || (request.mine && isRecent(request)))
  return {
    verdict: verdict.verdict,
    words: 'words' in verdict ? verdict.words : null,
    needsReason: 'needsReason' in verdict && verdict.needsReason,
    longestMinutes: 'longestMinutes' in verdict ? verdict.longestMinutes : null,
    notice: noticeWords(policy),
    opensAt: ('opensAt' in verdict && verdict.opensAt?.toISOString()) || null,
    request: isShown ? request : null,
  }
}

/** What came of a request is told for a while; later it stands with the decided ones. */
function isRecent({ answeredAt, expiresAt }: RequestView): boolean {
  return Date.now() - Date.parse(answeredAt ?? expiresAt) < TOLD_MINUTES * 60_000
}

/** A project's policy and the roles there are, for who manages it. */
export async function policyPage(
  actor: Actor,
  projectId: string,
  db: Database = database(),
): Promise<PolicyPage | null> {
  if (!may(actor, 'project.manage', projectId)) return null
  const project = await db.project.findFirst({
    where: { id: projectId, removedAt: null },
    select: { archivePolicy: true },
  })
  const roles = await db.role.findMany({
    select: { key: true, name: true, permissions: true },
    orderBy: { name: 'asc' },
  })
  const since = new Date(Date.now() - COUNTED_DAYS * 86_400_000)
  return (
    project && {
      unauthorized: await db.archive.count({
        where: { projectId, startedById: null, startedAt: { gt: since } },
      }),
      policy: parsePolicy(project.archivePolicy),
      roles: roles.map(({ key, name, permissions }) => ({
        key,
        name,
        mayStart: permissions.includes('archive.start'),
        mayApprove: permissions.includes('archive.approve'),
      })),
    }
  )
}

function wherePart(actor: Actor, part: RequestPart): Prisma.ArchiveRequestWhereInput {
  const mine = { askedById: actor.accountId, ...whereMay(actor, 'archive.start') }
  if (part === 'mine') return mine
  const state =
    part === 'waiting'
      ? { state: 'waiting' as const, expiresAt: { gt: new Date() } }
      : { state: { not: 'waiting' as const } }
  if (!mayAnywhere(actor, 'archive.approve')) return { ...state, ...mine }
  const answered = whereMay(actor, 'archive.approve')
  // No list of projects means all of them; an empty condition inside an OR would mean none.
  return answered.projectId ? { ...state, OR: [answered, mine] } : state
}

const FIELDS = {
  id: true,
  projectId: true,
  sessionId: true,
  askedById: true,
  state: true,
  askedAt: true,
  reason: true,
  expiresAt: true,
  answeredAt: true,
  words: true,
  askedBy: { select: { name: true } },
  answeredBy: { select: { name: true } },
  project: { select: { name: true, archivePolicy: true } },
  session: { select: { name: true, connections: true, live: true } },
} as const

type Wanted = { where: Prisma.ArchiveRequestWhereInput; order: 'asc' | 'desc'; take: number }

async function requestViews(
  tx: Database | Tx,
  actor: Actor,
  { where, order, take }: Wanted,
): Promise<RequestView[]> {
  const rows = await tx.archiveRequest.findMany({
    where,
    select: FIELDS,
    orderBy: [{ askedAt: order }, { id: order }],
    take,
  })
  const own = new Map<string, Recorder>()
  for (const projectId of new Set(rows.map((row) => row.projectId)))
    own.set(projectId, await recorderIn(tx, actor.accountId, projectId, 'archive.approve'))
  const names = new Map(
    rows.length === 0
      ? []
      : (await tx.role.findMany({ select: { key: true, name: true } })).map(({ key, name }) => [key, name]),
  )
  return rows.map(({ askedById, askedBy, answeredBy, project, session, ...row }) => {
    const policy = parsePolicy(project.archivePolicy)
    const answerer = own.get(row.projectId)
    return {
      ...row,
      projectName: project.name,
      sessionName: session.name,
      connections: session.connections,
      live: session.live,
      askedBy: askedBy.name,
      askedAt: row.askedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      answeredBy: answeredBy?.name ?? null,
      answeredAt: row.answeredAt?.toISOString() ?? null,
      mine: askedById === actor.accountId,
      mayAnswer:
        row.state === 'waiting' &&
        may(actor, 'archive.approve', row.projectId) &&
        answerer !== undefined &&
        hindranceToAnswer(answerer, { askedById }, policy) === null,
      answerers: (policy?.approves ?? []).map((key) => names.get(key) ?? key),
      longestMinutes: policy?.longestMinutes ?? null,
    }
  })
}
