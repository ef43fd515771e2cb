import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { indexDue } from '#lib/archives/index-due.ts'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { applyRules } from '#lib/retention/apply-rules.ts'
import { expireDeletions } from '#lib/retention/expire-deletions.ts'
import { expirePackages } from '#lib/retention/expire-packages.ts'
import { makeOnePackage } from '#lib/retention/make-packages.ts'
import { packageFile } from '#lib/retention/package-file.ts'
import { runDeletions } from '#lib/retention/run-deletions.ts'
import { giveBackLeft } from '#lib/review/give-back-left.ts'
import type { Database } from '#lib/system/database.ts'
import { aKeptRecording } from '../../kit/a-kept-recording.ts'
import { anAccount, aSignedIn } from '../../kit/rows.ts'
import { aRecording } from './a-recording.ts'
import { ago, type Job, type Outside } from './job.ts'

const index: Job = {
  name: 'index-archives',
  does: 'writes the search’s row of a recording',
  async scene(db) {
    const { archiveId } = await aKeptRecording(db)
    await db.archiveSearch.delete({ where: { archiveId } })
    await db.archiveSearchDue.deleteMany()
    await db.archiveSearchDue.create({ data: { archiveId } })
    return {
      run: (at) => indexDue(at),
      seen: async () => await db.archiveSearch.count({ where: { archiveId } }),
    }
  },
  rows: { ArchiveSearchDue: -1, ArchiveSearch: 1 },
  sees: 1,
}

/** A deletion that somebody asked for and somebody else may have agreed to. */
async function aDeletion(
  db: Database,
  { archiveId, projectId }: { archiveId: string; projectId: string },
  state: { state: 'waiting'; expiresAt: Date } | { state: 'deleting'; nextAt: Date },
) {
  await db.deletion.updateMany({ where: { state: 'deleting' }, data: { nextAt: null } }) // those of the tests before
  const [asked, agreed] = [await anAccount(db, 'Priya'), await anAccount(db, 'Lena')]
  const agreement = state.state === 'deleting' ? { answeredById: agreed.id } : {}
  const who = { askedById: asked.id, reason: 'Consent was withdrawn', ...agreement }
  const { id } = await db.deletion.create({ data: { archiveId, projectId, ...who, ...state } })
  return async () => (await db.deletion.findUniqueOrThrow({ where: { id } })).state
}

const expireDeletion: Job = {
  name: 'expire-deletions',
  does: 'ends a request to delete that nobody answered',
  async scene(db) {
    const stateNow = await aDeletion(db, await aKeptRecording(db), { state: 'waiting', expiresAt: ago(1) })
    return { run: (at) => expireDeletions(at), seen: stateNow }
  },
  rows: { AuditEntry: 1, FeedEntry: 2 },
  sees: 'expired',
}

const applyRule: Job = {
  name: 'apply-retention',
  does: 'lets a recording go whose date has come',
  async scene(db) {
    const { archiveId, projectId } = await aKeptRecording(db, { stoppedAt: ago(3 * 86_400) })
    const { id: createdById } = await anAccount(db)
    await db.retentionRule.create({ data: { projectId, name: 'Two days', keepDays: 2, createdById } })
    return {
      run: (at) => applyRules(at),
      seen: async () => (await db.deletion.findMany({ where: { archiveId } })).map(({ state }) => state),
    }
  },
  rows: { Deletion: 1, AuditEntry: 1, FeedEntry: 2 },
  sees: ['deleting'],
}

const deletes: Job = {
  name: 'run-deletions',
  does: 'deletes a recording in the bucket and on the platform',
  async scene(db, outside) {
    const recording = await aRecording(db, outside)
    await recording.keep()
    const stateNow = await aDeletion(db, recording, { state: 'deleting', nextAt: ago(1) })
    const platform = (id: string) => platformFor(id, db)
    return {
      run: (at) => runDeletions(at, { removeCopies, platform }),
      seen: async () => ({
        state: await stateNow(),
        kept: await recording.kept(),
        inBucket: recording.inBucket('DELETE'),
        onPlatform: recording.onPlatform(),
      }),
    }
  },
  rows: { AuditEntry: 1, FeedEntry: 2, ArchiveSearchDue: 2 },
  sees: { state: 'done', kept: null, inBucket: 1, onPlatform: { asked: 1, deleted: 1 } },
}

async function aPackage(
  db: Database,
  outside: Outside,
  state: { state: 'making'; nextAt: Date } | { state: 'ready'; expiresAt: Date },
) {
  const recording = await aRecording(db, outside)
  await recording.keep()
  const { archiveId, projectId } = recording
  const { account } = await aSignedIn(db, ['archive.export'], [projectId])
  const data = { archiveId, projectId, askedById: account.id, reason: 'Court order 12/26', ...state }
  const { id } = await db.exportPackage.create({ data })
  const file = packageFile(outside.dataDir, id)
  const rowNow = () =>
    db.exportPackage.findUniqueOrThrow({ where: { id }, select: { state: true, attempts: true } })
  const seen = async () => ({
    ...(await rowNow()),
    onDisk: existsSync(file),
    begun: existsSync(`${file}.1.part`),
  })
  return { file, seen }
}

const make: Job = {
  name: 'make-packages',
  does: 'makes a package that was asked for',
  async scene(db, outside) {
    const { seen } = await aPackage(db, outside, { state: 'making', nextAt: ago(1) })
    return { run: (at) => makeOnePackage(at), seen }
  },
  rows: { AuditEntry: 1, FeedEntry: 2 },
  sees: { state: 'ready', attempts: 1, onDisk: true, begun: false },
}

const expirePackage: Job = {
  name: 'expire-packages',
  does: 'takes a package away whose days are over',
  async scene(db, outside) {
    const { file, seen } = await aPackage(db, outside, { state: 'ready', expiresAt: ago(1) })
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, 'a package')
    return { run: (at) => expirePackages(at), seen }
  },
  rows: {},
  sees: { state: 'expired', attempts: 0, onDisk: false, begun: false },
}

const giveBack: Job = {
  name: 'give-back-left',
  does: 'gives back the review of somebody who may not review any more',
  async scene(db) {
    const { archiveId, projectId } = await aKeptRecording(db)
    const { id: reviewerId } = await anAccount(db)
    await db.review.create({ data: { archiveId, projectId, reviewerId } })
    return { run: (at) => giveBackLeft(at), seen: () => db.review.count({ where: { archiveId } }) }
  },
  rows: { Review: -1, AuditEntry: 1, FeedEntry: 1, ArchiveSearchDue: 1 },
  sees: 0,
}

export const JOBS_ON_KEPT_RECORDINGS: readonly Job[] = [
  index,
  expireDeletion,
  applyRule,
  deletes,
  make,
  expirePackage,
  giveBack,
]
