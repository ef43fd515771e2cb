'use server'

import { anyone } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { announce } from '#lib/live/announce.ts'
import { recordOutcome } from '#lib/moderation/record-outcome.ts'
import { ok } from '#lib/system/result.ts'
import { createInvite as makeInvite } from './create-invite.ts'
import { enterRoom as letIn } from './enter-room.ts'
import { ENTRY_WORDS } from './entry-words.ts'
import { lockInvite } from './find-invite.ts'
import { findSession } from './find-session.ts'
import { findWarning } from './find-warning.ts'
import { acknowledgeWarningInput, createInviteInput, enterRoomInput, watchSessionInput } from './model.ts'
import { watchSession as letWatch } from './watch-session.ts'

/** Lets a moderator's browser watch a session. */
export const watchSession = defineAction({
  name: 'session.watch',
  permission: 'session.watch',
  input: watchSessionInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: (_, session) => ({ subject: `session:${session.id}`, sessionId: session.id }),
  run: ({ tx, actor, scoped }) => letWatch(tx, actor, scoped),
  messages: {
    closed: 'This session has been closed: nobody is let in any more.',
    paused: 'This project is paused: nobody is let in. An admin can resume it.',
    'no-token': "This project's credentials do not work. An admin must renew them.",
  },
})

/** Makes a link by which people enter a session. */
export const createInvite = defineAction({
  name: 'invite.create',
  permission: 'invite.create',
  input: createInviteInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: ({ role, uses, hours }, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    details: { role, uses, hours },
  }),
  run: ({ tx, actor, scoped, input }) => makeInvite(tx, actor, scoped, input),
  messages: { closed: 'This session has been closed: nobody is let in any more.' },
})

/** Lets a participant in by a link. */
export const enterRoom = defineAction({
  name: 'room.enter',
  permission: anyone('the invite is the key: participants have no account'),
  input: enterRoomInput,
  scope: (tx, { invite }) => lockInvite(tx, invite),
  audit: ({ receipt }, invite) => ({
    subject: `invite:${invite.id}`,
    sessionId: invite.sessionId,
    details: { again: receipt !== undefined },
  }),
  run: ({ tx, scoped, input }) => letIn(tx, scoped, input),
  messages: ENTRY_WORDS,
})

/** A participant has read what a moderator sent them. */
export const acknowledgeWarning = defineAction({
  name: 'warning.acknowledge',
  permission: anyone('the receipt given at entry proves whose warning it is'),
  input: acknowledgeWarningInput,
  scope: (tx, { actionId, receipt }) => findWarning(tx, actionId, receipt),
  audit: (_, warning) => ({ subject: `action:${warning.id}`, sessionId: warning.sessionId }),
  run: async ({ tx, scoped }) => {
    await announce(tx, await recordOutcome(tx, [scoped.targetId], { state: 'confirmed', by: 'receipt' }))
    return ok(null)
  },
  messages: {},
})
