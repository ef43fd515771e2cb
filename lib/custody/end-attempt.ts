import 'server-only'
import { announceArchives } from '#lib/live/announce-archives.ts'
import { endAlerts } from '#lib/live/end-alerts.ts'
import { type NewAlert, raiseAlerts } from '#lib/live/raise-alerts.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import type { CustodyFailure } from './model.ts'
import { endWork, type Work } from './take-work.ts'

/** From so many attempts on a storage that fails is somebody's business. */
const TROUBLED_AFTER = 4
/** From so many attempts on a file that has nothing in it is taken for what it is; between two of them lie ten minutes. */
const EMPTY_AFTER = 3
/** What another attempt in a moment would not change. */
const LATER: readonly CustodyFailure[] = ['paused', 'no-storage', 'in-bucket', 'empty']
/** What alarms in another way than as trouble with a storage, or not at all. */
const NO_TROUBLE: readonly CustodyFailure[] = ['paused', 'in-bucket', 'empty']

type Before = { attempts: number; failure: string | null }

/**
 * What did not come off: tried again, or, when there is nothing to be had any more, lost. An empty file is lost too: there is
 * nothing of it that could be kept. The platform's is left alone, for nobody has seen that it is rightly empty.
 */
export async function endAttempt(db: Database, work: Work, failure: CustodyFailure): Promise<void> {
  await db.$transaction(async (tx) => {
    const { archiveId } = work
    const before = await tx.custody.findUniqueOrThrow({
      where: { archiveId },
      select: { attempts: true, failure: true },
    })
    const lost = work.step === 'fetching' && isLost(failure, before)
    if (lost) await endWork(tx, work, { step: 'lost', failure: failure === 'empty' ? failure : null })
    else {
      const again = LATER.includes(failure) ? 'later' : 'soon'
      await endWork(tx, work, { step: work.step, failure, again })
    }
    await announceArchives(tx, [archiveId])
    if (lost) await endAlerts(tx, [`copyExpiring:${archiveId}`, `storageTrouble:${archiveId}`])
    await raiseAlerts(tx, lost ? [lostAlert(work, failure)] : troubleAlerts(work, failure, before))
  })
  log.warn({ archiveId: work.archiveId, failure, step: work.step }, 'a recording is not safe yet')
}

/** It may be empty for a moment only: it has to have been found so again and again. */
const isLost = (failure: CustodyFailure, before: Before): boolean =>
  failure === 'gone' || (failure === 'empty' && before.failure === 'empty' && before.attempts >= EMPTY_AFTER)

function lostAlert({ archiveId, projectId }: Work, failure: CustodyFailure): NewAlert {
  const kind = failure === 'empty' ? 'copyEmpty' : 'copyGone'
  return { kind, level: 'urgent', projectId, archiveId, cause: `${kind}:${archiveId}` }
}

function troubleAlerts(
  { archiveId, projectId, step }: Work,
  failure: CustodyFailure,
  { attempts }: Before,
): NewAlert[] {
  if (attempts < TROUBLED_AFTER || NO_TROUBLE.includes(failure)) return []
  const cause = `storageTrouble:${archiveId}`
  return [
    { kind: 'storageTrouble', level: 'notice', projectId, archiveId, cause, details: { failure, step } },
  ]
}
