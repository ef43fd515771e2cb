import { onTestFinished } from 'vitest'
import { releaseLeft } from '#lib/alerts/release-left.ts'
import { tellNews } from '#lib/alerts/tell-news.ts'
import { writeAlertLetters } from '#lib/alerts/write-letters.ts'
import { raiseAlerts } from '#lib/live/raise-alerts.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import { sendLetters, smtpSender } from '#lib/notify/send-letters.ts'
import { answerResets, noteResetAsked } from '#lib/people/reset-password.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { addEndpoint } from '#lib/webhooks/manage-endpoint.ts'
import { trimDeliveries } from '#lib/webhooks/record-delivery.ts'
import { createWebhookSender } from '#lib/webhooks/send-webhooks.ts'
import { startMailServer } from '../../kit/mail-server.ts'
import { anAccount, aProject, aSignedIn } from '../../kit/rows.ts'
import { startWebhookReceiver } from '../../kit/webhook-receiver.ts'
import { ago, type Job, LOOPBACK } from './job.ts'

/** An alert, somebody who is told of such by mail, and a program that is told too. */
async function anAlert(db: Database) {
  const { id: projectId } = await aProject(db)
  const { account } = await aSignedIn(db, ['session.view', 'alert.handle'], [projectId])
  await db.account.update({ where: { id: account.id }, data: { alertMail: 'all' } })
  const receiver = await startWebhookReceiver()
  onTestFinished(() => receiver.close())
  const place = { projectId, id: newId() }
  const added = await db.$transaction((tx) => addEndpoint(tx, { accountId: account.id }, place, receiver.url))
  if (!added.ok) throw new Error(added.failure)
  await tellNews(db) // of the tests before
  await db.$transaction((tx) => raiseAlerts(tx, [{ kind: 'storageTrouble', projectId, cause: newId() }]))
  return { projectId, account, endpointId: place.id, receiver }
}

const news: Job = {
  name: 'alert-news',
  does: 'makes of an alert a message to a program and a note for a letter',
  async scene(db) {
    const { endpointId, account } = await anAlert(db)
    return {
      run: (at) => tellNews(at),
      seen: async () => [
        await db.delivery.count({ where: { endpointId } }),
        await db.alertLetter.count({ where: { accountId: account.id } }),
      ],
    }
  },
  rows: { AlertNews: -1, Delivery: 1, AlertLetter: 1 },
  sees: [1, 1],
}

const letters: Job = {
  name: 'alert-letters',
  does: 'writes one letter about an alert',
  async scene(db) {
    await db.alertLetter.deleteMany()
    const { account } = await anAlert(db)
    await tellNews(db)
    const to = account.email
    return { run: (at) => writeAlertLetters(at), seen: () => db.mail.count({ where: { to } }) }
  },
  rows: { AlertLetter: -1, Mail: 1 },
  sees: 1,
}

const webhooks: Job = {
  name: 'webhooks',
  does: 'tells a program of an alert',
  async scene(db) {
    await db.delivery.deleteMany()
    const { endpointId, receiver } = await anAlert(db)
    await tellNews(db)
    return {
      async run(at) {
        const sender = createWebhookSender(at, LOOPBACK)
        await sender.turn()
        await sender.idle()
      },
      async seen() {
        const [sent] = await db.delivery.findMany({ where: { endpointId } })
        return { received: receiver.received.length, same: receiver.received[0]?.id === sent?.id }
      },
    }
  },
  rows: {},
  sees: { received: 1, same: true },
}

const release: Job = {
  name: 'release-left',
  does: 'leaves to others the alert of somebody who may not handle it any more',
  async scene(db) {
    const { id: projectId } = await aProject(db)
    const { id: claimedById } = await anAccount(db)
    const claim = { claimedById, claimedAt: new Date() }
    const data = { kind: 'grantReused' as const, projectId, cause: newId(), ...claim }
    const { id } = await db.alert.create({ data })
    return {
      run: (at) => releaseLeft(at),
      seen: async () => (await db.alert.findUniqueOrThrow({ where: { id } })).claimedById,
    }
  },
  rows: { AuditEntry: 1, AlertNews: 1, FeedEntry: 1 },
  sees: null,
}

const trim: Job = {
  name: 'trim-deliveries',
  does: 'removes a message that arrived a month ago',
  async scene(db) {
    const { endpointId } = await anAlert(db)
    await tellNews(db)
    const data = { createdAt: ago(31 * 86_400), nextAt: null }
    await db.delivery.updateMany({ where: { endpointId }, data })
    return { run: (at) => trimDeliveries(at), seen: () => db.delivery.count({ where: { endpointId } }) }
  },
  rows: { Delivery: -1 },
  sees: 0,
}

const post: Job = {
  name: 'post',
  does: 'sends a letter',
  async scene(db) {
    const server = await startMailServer()
    onTestFinished(() => server.stop())
    const send = smtpSender(server.url, 'gavel@moderation.northlight.example')
    await db.mail.deleteMany()
    const to = 'mia.sato@northlight.example'
    await db.$transaction((tx) => queueLetter(tx, { to, subject: 'You are invited', text: 'Hello Mia.\n' }))
    return { run: (at) => sendLetters(at, send), seen: async () => server.letters.map((letter) => letter.to) }
  },
  rows: {},
  sees: [['mia.sato@northlight.example']],
}

const resets: Job = {
  name: 'post',
  does: 'writes the letter of somebody who asked for a new password',
  async scene(db) {
    const { email: to } = await anAccount(db)
    await db.$transaction((tx) => noteResetAsked(tx, to))
    return {
      run: (at) => answerResets(at),
      seen: () => db.mail.count({ where: { to, kind: 'letter' } }),
    }
  },
  rows: { Mail: 1, AccountLink: 1 },
  sees: 1,
}

export const JOBS_THAT_TELL: readonly Job[] = [news, letters, webhooks, release, trim, post, resets]
