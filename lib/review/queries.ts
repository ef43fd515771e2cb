import 'server-only'
import type { Prisma } from '#generated/prisma/client.ts'
import { type Actor, may, whereMay } from '#lib/access/actor.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { reviewersIn } from './assign-review.ts'
import { type ReviewedArchive, readArchive } from './find-archive.ts'
import { mediaAddress } from './media-address.ts'
import type { FindingView, ReviewPage, ReviewRules, ReviewView, ViewingView } from './model.ts'
import { othersAreHidden, placeFor, reviewState, secondWaits } from './review-state.ts'
import { partsSchema } from './stored-parts.ts'
import { isReviewer } from './write-finding.ts'

const MOST_FINDINGS = 1_000
const MOST_VIEWINGS = 100

/** How a recording is reviewed, as this actor may see it; null when there is none that they may see. */
export async function reviewPage(
  actor: Actor,
  archiveId: string,
  db: Database = database(),
): Promise<ReviewPage | null> {
  if (!idSchema.safeParse(archiveId).success) return null
  return db.$transaction(async (tx) => {
    const archive = await readArchive(tx, archiveId)
    if (!archive || !may(actor, 'archive.view', archive.projectId)) return null
    const mayReview = may(actor, 'archive.review', archive.projectId)
    const mayAssign = !archive.isLetGo && may(actor, 'archive.assign', archive.projectId)
    const hidden = othersAreHidden(archive, { mayReview })
    return {
      state: reviewState(archive),
      secondWaits: secondWaits(archive),
      findings: await findingsOf(tx, archiveId, actor.accountId, hidden),
      othersHidden: hidden && archive.reviews.some(({ reviewerId }) => reviewerId !== actor.accountId),
      reviews: await reviewsOf(tx, archiveId, actor.accountId, hidden),
      viewings: await viewingsOf(tx, archiveId),
      mayReview: mayReview && (!archive.isLetGo || isReviewer(archive, actor)),
      mayTake: mayReview && !archive.isLetGo && placeFor(archive, actor.accountId) !== null,
      mayAssign,
      mayDownload: may(actor, 'archive.export', archive.projectId),
      reviewers: mayAssign ? await whoCanTake(tx, archive) : [],
      individual: archive.outputMode === 'individual',
      watermark: archive.watermark ? actor.name : null,
      media: mediaAddress({ archiveId, purpose: 'played', actor }, new Date()),
    }
  })
}

/** Whether this actor sees what somebody found in a recording they may see. */
export async function seesFindingsOf(
  actor: Actor,
  finding: { archiveId: string; authorId: string },
  db: Database | Tx,
): Promise<boolean> {
  const archive = await readArchive(db, finding.archiveId)
  if (!archive || !may(actor, 'archive.view', archive.projectId)) return false
  if (finding.authorId === actor.accountId) return true
  return !othersAreHidden(archive, { mayReview: may(actor, 'archive.review', archive.projectId) })
}

/** How a project wants its recordings reviewed, for who manages it. */
export async function reviewRules(
  actor: Actor,
  projectId: string,
  db: Database = database(),
): Promise<ReviewRules | null> {
  const { projectId: own } = whereMay(actor, 'project.manage')
  return db.project.findFirst({
    where: { id: projectId, removedAt: null, ...(own && { AND: { id: own } }) },
    select: { secondReviews: true, watermark: true },
  })
}

async function whoCanTake(tx: Tx, archive: ReviewedArchive) {
  if (archive.reviews.length > 1) return []
  const has = new Set(archive.reviews.map(({ reviewerId }) => reviewerId))
  return (await reviewersIn(tx, archive.projectId)).filter(({ accountId }) => !has.has(accountId))
}

const FINDING = {
  id: true,
  authorId: true,
  fromMs: true,
  toMs: true,
  category: true,
  severity: true,
  verdict: true,
  text: true,
  createdAt: true,
  editedAt: true,
  author: { select: { name: true } },
  still: { select: { findingId: true } },
} satisfies Prisma.FindingSelect

async function findingsOf(
  tx: Tx,
  archiveId: string,
  reader: string,
  othersHidden: boolean,
): Promise<FindingView[]> {
  const rows = await tx.finding.findMany({
    where: { archiveId, removedAt: null, ...(othersHidden && { authorId: reader }) },
    select: FINDING,
    orderBy: [{ fromMs: 'asc' }, { id: 'asc' }],
    take: MOST_FINDINGS,
  })
  return rows.map(({ author, still, createdAt, editedAt, ...row }) => ({
    ...row,
    author: author.name,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    hasStill: still !== null,
    mine: row.authorId === reader,
  }))
}

async function reviewsOf(
  tx: Tx,
  archiveId: string,
  reader: string,
  othersHidden: boolean,
): Promise<ReviewView[]> {
  const rows = await tx.review.findMany({
    where: { archiveId },
    select: {
      id: true,
      reviewerId: true,
      second: true,
      state: true,
      verdict: true,
      words: true,
      startedAt: true,
      doneAt: true,
      reviewer: { select: { name: true } },
      assignedBy: { select: { name: true } },
    },
    orderBy: [{ second: 'asc' }, { startedAt: 'asc' }],
  })
  return rows.map(({ reviewer, assignedBy, startedAt, doneAt, verdict, words, ...row }) => {
    const mine = row.reviewerId === reader
    const isShown = mine || !othersHidden
    return {
      ...row,
      reviewer: reviewer.name,
      assignedBy: assignedBy?.name ?? null,
      verdict: isShown ? verdict : null,
      words: isShown ? words : null,
      startedAt: startedAt.toISOString(),
      doneAt: doneAt?.toISOString() ?? null,
      mine,
    }
  })
}

async function viewingsOf(tx: Tx, archiveId: string): Promise<ViewingView[]> {
  const rows = await tx.viewing.findMany({
    where: { archiveId },
    select: {
      id: true,
      purpose: true,
      at: true,
      lastAt: true,
      parts: true,
      account: { select: { name: true } },
    },
    orderBy: { at: 'desc' },
    take: MOST_VIEWINGS,
  })
  return rows.map(({ id, purpose, at, lastAt, parts, account }) => ({
    id,
    name: account.name,
    purpose,
    at: at.toISOString(),
    lastAt: lastAt.toISOString(),
    parts: partsSchema.parse(parts),
  }))
}
