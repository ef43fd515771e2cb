import 'server-only'
import { releaseLeft } from '#lib/alerts/release-left.ts'
import { tellNews } from '#lib/alerts/tell-news.ts'
import { writeAlertLetters } from '#lib/alerts/write-letters.ts'
import { askRunning } from '#lib/archives/ask-running.ts'
import { expireRequests } from '#lib/archives/expire-requests.ts'
import { indexDue } from '#lib/archives/index-due.ts'
import { judgeRunning } from '#lib/archives/judge-running.ts'
import { stopOverlong } from '#lib/archives/stop-overlong.ts'
import { auditKey } from '#lib/audit/audit-key.ts'
import { checkpointFile } from '#lib/audit/checkpoint-file.ts'
import { keepCheckpoint } from '#lib/audit/keep-checkpoint.ts'
import { checkNextStorage } from '#lib/custody/check-storages.ts'
import { recallPutOff } from '#lib/custody/recall-put-off.ts'
import { removeCopies } from '#lib/custody/remove-copies.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import { toolsFor } from '#lib/custody/tools.ts'
import { verifyNext } from '#lib/custody/verify-files.ts'
import { warnOfCopies } from '#lib/custody/warn-of-copies.ts'
import { feedHub } from '#lib/live/feed-hub.ts'
import { trimFeed } from '#lib/live/read-feed.ts'
import { checkAllSoon } from '#lib/live/reconcile/due-sessions.ts'
import { createReconciler } from '#lib/live/reconcile/reconciler.ts'
import { expireActions } from '#lib/moderation/expire-actions.ts'
import { refreshKnownAddresses } from '#lib/platform/known-addresses.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import { applyRules } from '#lib/retention/apply-rules.ts'
import { expireDeletions } from '#lib/retention/expire-deletions.ts'
import { expirePackages } from '#lib/retention/expire-packages.ts'
import { makeOnePackage } from '#lib/retention/make-packages.ts'
import { recallPutOff as recallDeletions } from '#lib/retention/recall-put-off.ts'
import { runDeletions } from '#lib/retention/run-deletions.ts'
import { giveBackLeft } from '#lib/review/give-back-left.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import { repeat } from '#lib/system/repeat.ts'
import { isStopping, whenStopping } from '#lib/system/stopping.ts'
import { trimDeliveries } from '#lib/webhooks/record-delivery.ts'
import { createWebhookSender } from '#lib/webhooks/send-webhooks.ts'
import { webhookOutgoing } from '#lib/webhooks/webhook-outgoing.ts'
import { createRepeatWhenDue, findWork } from './find-work.ts'

/** What a server does besides answering; every server does all of it, and the database says who does what. */
export function startBackground(): void {
  onceInProcess('background', () => {
    const db = database()
    const hub = feedHub()
    const reconciler = createReconciler(db, platformFor)
    const webhooks = createWebhookSender(db, webhookOutgoing)
    const repeatWhenDue = createRepeatWhenDue(() => findWork(db))
    let started = false
    const jobs = [
      repeat('reconcile', 1_000, async () => {
        if (!started) await checkAllSoon(db)
        started = true
        await reconciler.turn()
      }),
      repeatWhenDue('expire-actions', 1_000, () => expireActions(db)),
      repeatWhenDue('expire-requests', 1_000, () => expireRequests(db)),
      repeatWhenDue('stop-overlong', 1_000, () => stopOverlong(db)),
      repeatWhenDue('ask-running', 1_000, () => askRunning(db, platformFor)),
      repeatWhenDue('judge-running', 1_000, () => judgeRunning(db)),
      repeatWhenDue('custody', 1_000, async () => {
        const tools = toolsFor(db)
        while (!isStopping() && (await runCustody(tools)));
      }),
      repeat('check-storages', 60_000, async () => {
        while (!isStopping() && (await checkNextStorage(db)));
      }),
      repeat('verify-files', 5_000, async () => {
        const tools = toolsFor(db)
        while (!isStopping() && (await verifyNext(tools)) !== null);
      }),
      repeatWhenDue('index-archives', 1_000, () => indexDue(db)),
      repeatWhenDue('expire-deletions', 2_000, () => expireDeletions(db)),
      repeat('apply-retention', 600_000, () => applyRules(db)),
      repeatWhenDue('run-deletions', 1_000, () => runDeletions(db, { removeCopies, platform: platformFor })),
      repeatWhenDue('make-packages', 1_000, () => makeOnePackage(db)),
      repeat('recall-put-off', 60_000, () => Promise.all([recallPutOff(db), recallDeletions(db)])),
      repeat('expire-packages', 600_000, () => expirePackages(db)),
      repeat('warn-of-copies', 20_000, () => warnOfCopies(db)),
      repeatWhenDue('alert-news', 500, () => tellNews(db)),
      repeatWhenDue('release-left', 1_000, () => releaseLeft(db)),
      repeatWhenDue('give-back-left', 1_000, () => giveBackLeft(db)),
      repeatWhenDue('alert-letters', 2_000, () => writeAlertLetters(db)),
      repeatWhenDue('webhooks', 500, () => webhooks.turn()),
      repeat('trim-deliveries', 60_000, () => trimDeliveries(db)),
      repeat('keep-checkpoint', 15_000, () => {
        const file = checkpointFile(env().GAVEL_DATA_DIR)
        return keepCheckpoint(db, { key: auditKey(env()), file })
      }),
      repeat('platform-addresses', 10_000, () => refreshKnownAddresses(db)),
      repeat('trim-feed', 60_000, async () => {
        while (await trimFeed(db));
      }),
    ]
    // Lines of the feed are never answered to an end: until they are closed, the server would wait for them.
    whenStopping(() => {
      log.info('stopping: readers of the feed are sent elsewhere')
      void hub.close()
      for (const job of jobs) void job.stop()
    })
    return true
  })
}
