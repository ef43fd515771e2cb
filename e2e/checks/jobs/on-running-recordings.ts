import { askRunning } from '#lib/archives/ask-running.ts'
import { expireRequests } from '#lib/archives/expire-requests.ts'
import { judgeRunning } from '#lib/archives/judge-running.ts'
import { stopOverlong } from '#lib/archives/stop-overlong.ts'
import { settleWhole } from '#lib/moderation/send-action.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject, aSession } from '../../kit/rows.ts'
import { aLiveSession } from './a-live-session.ts'
import { ago, type Job } from './job.ts'

/** The same with the one recording that runs, which the platform has too. */
async function aRunningRecording(db: Database, state: 'starting' | 'recording') {
  await endOthers(db)
  const live = await aLiveSession(db)
  const { projectId, sessionId, platform } = live
  const platformId = newId()
  platform.recording.add(platformId)
  const data = { projectId, sessionId, platformId, state, startedAt: ago(360) }
  const { id: archiveId } = await db.archive.create({ data })
  const stateNow = async () => (await db.archive.findUniqueOrThrow({ where: { id: archiveId } })).state
  return { ...live, archiveId, stateNow }
}

/** What the scenes before have recorded is over, and nobody watches it or is alarmed about it any more. */
async function endOthers(db: Database): Promise<void> {
  await db.archive.updateMany({ data: { state: 'available' } })
  await db.recordingWatch.deleteMany()
  await db.alert.updateMany({ data: { resolvedAt: new Date() } })
}

const expireRequest: Job = {
  name: 'expire-requests',
  does: 'ends a request to record that nobody answered',
  async scene(db) {
    const { id: projectId } = await aProject(db)
    const { id: sessionId } = await aSession(db, projectId)
    const { id: askedById } = await anAccount(db)
    const data = { projectId, sessionId, askedById, expiresAt: ago(1) }
    const { id } = await db.archiveRequest.create({ data })
    return {
      run: (at) => expireRequests(at),
      seen: async () => (await db.archiveRequest.findUniqueOrThrow({ where: { id } })).state,
    }
  },
  rows: { AuditEntry: 1, FeedEntry: 1 },
  sees: 'expired',
}

const stopLong: Job = {
  name: 'stop-overlong',
  does: 'stops a recording that ran as long as it may',
  async scene(db) {
    const { platform, platformOf, projectId, sessionId, archiveId } = await aRunningRecording(db, 'recording')
    const { id: actorId } = await anAccount(db)
    const place = { projectId, sessionId, actorId, requestId: newId(), stopAfterMinutes: 5 }
    const targets = { create: [{ archiveId, state: 'confirmed' as const }] }
    await db.action.create({ data: { ...place, kind: 'startArchive', state: 'confirmed', targets } })
    return {
      run: (at) =>
        stopOverlong(at, async (stop) => {
          const answer = await (await platformOf(stop.projectId)).stopArchive(stop.platformId)
          if (answer.ok) await settleWhole(at, stop.actionId, { state: 'sent' })
        }),
      async seen() {
        const stops = await db.action.findMany({ where: { sessionId, kind: 'stopArchive' } })
        return { stops: stops.map(({ state }) => state), asked: platform.asked, effects: platform.effects }
      },
    }
  },
  rows: { Action: 1, ActionTarget: 1, AuditEntry: 1, FeedEntry: 2, ArchiveSearchDue: 1 },
  sees: { stops: ['sent'], asked: ['POST archive stop'], effects: 1 },
}

const askRuns: Job = {
  name: 'ask-running',
  does: 'finds that a recording has begun',
  async scene(db) {
    const { platform, platformOf, stateNow } = await aRunningRecording(db, 'starting')
    return {
      run: (at) => askRunning(at, platformOf),
      seen: async () => ({ state: await stateNow(), asked: platform.asked }),
    }
  },
  rows: { RecordingWatch: 1, FeedEntry: 2 },
  sees: { state: 'recording', asked: ['GET archive'] },
}

const judgeRuns: Job = {
  name: 'judge-running',
  does: 'alarms about a recording that the platform does not confirm',
  async scene(db) {
    const { archiveId } = await aRunningRecording(db, 'recording')
    const data = { archiveId, failure: 'unreachable', confirmedAt: ago(60), nextAt: ago(-60) }
    await db.recordingWatch.create({ data })
    return {
      run: (at) => judgeRunning(at),
      seen: async () => (await db.alert.findMany({ where: { archiveId } })).map(({ kind }) => kind),
    }
  },
  rows: { Alert: 1, AlertNews: 1, FeedEntry: 2 },
  sees: ['archiveSilent'],
  looksBy: "'archiveSilent'",
}

export const JOBS_ON_RUNNING_RECORDINGS: readonly Job[] = [expireRequest, stopLong, askRuns, judgeRuns]
