import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { checkNextStorage } from '#lib/custody/check-storages.ts'
import { recallPutOff } from '#lib/custody/recall-put-off.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import { toolsFor } from '#lib/custody/tools.ts'
import { verifyNext } from '#lib/custody/verify-files.ts'
import { warnOfCopies } from '#lib/custody/warn-of-copies.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { recallPutOff as recallDeletions } from '#lib/retention/recall-put-off.ts'
import type { Database } from '#lib/system/database.ts'
import type { StrictS3 } from '../../kit/strict-s3.ts'
import { aRecording, FILM } from './a-recording.ts'
import { ago, type Job } from './job.ts'

const kindsOf = async (db: Database, where: { archiveId: string } | { projectId: string }) =>
  (await db.alert.findMany({ where })).map(({ kind }) => kind)

const custody: Job = {
  name: 'custody',
  does: 'fetches a recording and gives the platform’s copy back',
  async scene(db, outside) {
    const recording = await aRecording(db, outside)
    const tools = (at: Database) => ({ ...toolsFor(at), platformFor: (id: string) => platformFor(id, db) })
    return {
      async run(at) {
        while (await runCustody(tools(at)));
      },
      seen: async () => ({
        step: (await recording.custody()).step,
        kept: (await recording.kept())?.equals(FILM),
        sent: recording.platform.sent,
        onPlatform: recording.onPlatform(),
        written: recording.inBucket('PUT'),
      }),
    }
  },
  rows: { StoredFile: 1, AuditEntry: 2, FeedEntry: 2, ArchiveSearchDue: 2 },
  sees: {
    step: 'kept',
    kept: true,
    sent: FILM.length + 1, // one byte first, to see that it answers in parts
    onPlatform: { asked: 1, deleted: 1 },
    written: 1,
  },
}

const checkStorage: Job = {
  name: 'check-storages',
  does: 'finds that strangers can read in a bucket, and alarms',
  async scene(db, outside) {
    const { projectId, inBucket } = await aRecording(db, outside)
    const { state } = outside.s3
    state.publicRead = true
    onTestFinished(() => {
      state.publicRead = false
    })
    await db.storage.updateMany({ where: { projectId }, data: { checkedAt: null } })
    return {
      async run(at) {
        while (await checkNextStorage(at));
      },
      seen: async () => ({
        alerts: await kindsOf(db, { projectId }),
        probesWritten: inBucket('PUT'),
        left: probesIn(outside.s3),
      }),
    }
  },
  rows: { Alert: 1, AlertNews: 1, FeedEntry: 1 },
  sees: { alerts: ['storageUnsafe'], probesWritten: 1, left: [] },
}

const probesIn = (s3: StrictS3): string[] => s3.names().filter((name) => name.endsWith('.probe'))

const verify: Job = {
  name: 'verify-files',
  does: 'reads a file, finds it changed, and alarms',
  async scene(db, outside) {
    const recording = await aRecording(db, outside)
    const { archiveId, keep, inBucket } = recording
    await keep()
    const { name } = await db.storedFile.findFirstOrThrow({ where: { archiveId } })
    outside.s3.place(outside.s3.settings.prefix + name, randomBytes(FILM.length))
    await db.storedFile.updateMany({ where: { archiveId }, data: { verifyAt: ago(1) } })
    return {
      async run(at) {
        while ((await verifyNext(toolsFor(at))) !== null);
      },
      seen: async () => ({ alerts: await kindsOf(db, { archiveId }), read: inBucket('GET') }),
    }
  },
  rows: { AuditEntry: 1, Alert: 1, AlertNews: 1, FeedEntry: 2 },
  sees: { alerts: ['fileChanged'], read: 1 },
}

const recall: Job = {
  name: 'recall-put-off',
  does: 'makes due what was put off while the clock was ahead',
  async scene(db, outside) {
    const { archiveId, custody } = await aRecording(db, outside)
    await db.custody.update({ where: { archiveId }, data: { nextAt: ago(-86_400) } })
    return {
      run: (at) => Promise.all([recallPutOff(at), recallDeletions(at)]),
      seen: async () => ((await custody()).nextAt ?? ago(-1_000)) < ago(-900),
    }
  },
  rows: {},
  sees: true,
}

const warn: Job = {
  name: 'warn-of-copies',
  does: 'alarms about a recording that the platform will soon delete',
  async scene(db, outside) {
    const { archiveId } = await aRecording(db, outside)
    await db.custody.update({ where: { archiveId }, data: { copyUntil: ago(-5 * 3_600) } })
    return { run: (at) => warnOfCopies(at), seen: () => kindsOf(db, { archiveId }) }
  },
  rows: { Alert: 1, AlertNews: 1, FeedEntry: 1 },
  sees: ['copyExpiring'],
}

export const JOBS_ON_FILES: readonly Job[] = [custody, checkStorage, verify, recall, warn]
