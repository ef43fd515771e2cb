import 'server-only'
import type { PlatformClient, PlatformFailure } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { type DueSession, postponeProject, takeDueSessions } from './due-sessions.ts'
import { noteReconciled } from './project-trouble.ts'
import { reconcileSession } from './reconcile-session.ts'

const AT_ONCE = 8
const TAKEN_PER_TURN = 40
const FIRST_PAUSE_SECONDS = 5
const LONGEST_PAUSE_SECONDS = 120

export type Reconciler = { turn(): Promise<void> }

/**
 * Compares sessions whose turn it is with the platform, a bounded number at once. A project whose platform is in trouble is
 * left alone for a while, and longer each time; the others go on.
 */
export function createReconciler(
  db: Database,
  platformFor: (projectId: string) => Promise<PlatformClient>,
): Reconciler {
  const failures = new Map<string, number>()

  async function reconcile(session: DueSession): Promise<void> {
    const { projectId } = session
    try {
      const done = await reconcileSession(db, await platformFor(projectId), session)
      if (done.ok) failures.delete(projectId)
      else await pause(projectId, done.failure)
      if (done.ok || concernsProject(done.failure))
        await noteReconciled(db, projectId, done.ok ? null : done.failure)
    } catch (error) {
      log.error(
        { error, projectId, sessionId: session.id },
        'a session could not be compared with the platform',
      )
    }
  }

  async function pause(projectId: string, failure: PlatformFailure): Promise<void> {
    log.warn(
      { projectId, failure: failure.code, inDoubt: failure.inDoubt },
      'the platform could not be asked',
    )
    if (!concernsProject(failure)) return
    const before = failures.get(projectId) ?? 0
    failures.set(projectId, before + 1)
    const grown = Math.min(FIRST_PAUSE_SECONDS * 2 ** before, LONGEST_PAUSE_SECONDS)
    await postponeProject(db, projectId, Math.max(grown, failure.retryAfterSeconds ?? 0))
  }

  return {
    async turn() {
      const due = (await takeDueSessions(db, TAKEN_PER_TURN)).values()
      // One iterator for all workers: each takes the next session that nobody has taken.
      const work = async () => {
        for (const session of due) await reconcile(session)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
    },
  }
}

/** One session's odd id is not the project's trouble. */
function concernsProject(failure: PlatformFailure): boolean {
  return failure.code !== 'bad-id'
}
