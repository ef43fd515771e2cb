'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { ok } from '#lib/system/result.ts'
import {
  claimAlert as claim,
  type FoundAlert,
  findAlert,
  releaseAlert as release,
  reopenAlert as reopen,
  resolveAlert as resolve,
} from './handle-alert.ts'
import { alertInput, mailChoiceInput, resolveInput } from './model.ts'

const OVER = 'This alert is over already.'
const entryOf = ({ id, sessionId }: FoundAlert) => ({ subject: `alert:${id}`, sessionId })

/** Says that one looks after an alert. */
export const claimAlert = defineAction({
  name: 'alert.claim',
  permission: 'alert.handle',
  input: alertInput,
  scope: (tx, { alertId }, actor) => findAlert(tx, alertId, actor),
  audit: (_input, alert) => entryOf(alert),
  run: ({ actor, tx, scoped }) => claim({ actor, tx }, scoped),
  messages: {
    over: OVER,
    'claimed-by-other': 'Somebody else has claimed this alert. You may still resolve it.',
  },
})

/** Leaves an alert to others again. */
export const releaseAlert = defineAction({
  name: 'alert.release',
  permission: 'alert.handle',
  input: alertInput,
  scope: (tx, { alertId }, actor) => findAlert(tx, alertId, actor),
  audit: (_input, alert) => entryOf(alert),
  run: ({ actor, tx, scoped }) => release({ actor, tx }, scoped),
  messages: { over: OVER, 'not-yours': 'This alert is not claimed by you.' },
})

/** Says what came of an alert. */
export const resolveAlert = defineAction({
  name: 'alert.resolve',
  permission: 'alert.handle',
  input: resolveInput,
  scope: (tx, { alertId }, actor) => findAlert(tx, alertId, actor),
  audit: ({ words }, alert) => ({ ...entryOf(alert), reason: words }),
  run: ({ actor, tx, scoped, input }) => resolve({ actor, tx }, scoped, input.words),
  messages: { over: OVER },
})

/** Takes back that one has resolved an alert. */
export const reopenAlert = defineAction({
  name: 'alert.reopen',
  permission: 'alert.handle',
  input: alertInput,
  scope: (tx, { alertId }, actor) => findAlert(tx, alertId, actor),
  audit: (_input, alert) => entryOf(alert),
  run: ({ actor, tx, scoped }) => reopen({ actor, tx }, scoped),
  messages: {
    open: 'This alert is open.',
    'not-yours': 'Only who resolved an alert can take that back.',
    'too-late': 'This can be taken back for ten minutes, which are over.',
  },
})

/** Sets which alerts one gets by mail. */
export const chooseMail = defineAction({
  name: 'account.alertMail',
  permission: oneself('people choose their own letters'),
  input: mailChoiceInput,
  scope: async (_tx, _input, { accountId }) => ({ projectId: null, accountId }),
  audit: ({ mail }) => ({ details: { mail } }),
  run: async ({ tx, scoped, input }) => {
    await tx.account.update({
      where: { id: scoped.accountId },
      data: { alertMail: input.mail },
      select: { id: true },
    })
    return ok(null)
  },
  messages: {},
})
