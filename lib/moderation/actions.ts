'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { REFUSAL_WORDS, REQUEST_WORDS } from '#lib/archives/refusal-words.ts'
import { database } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { actOnStream } from './act-on-stream.ts'
import { answerUnpublish as keepAnswer } from './answer-unpublish.ts'
import { FAILURE_WORDS } from './failure-words.ts'
import { findArchive, findParticipant, findSession, findStream, findUnpublish } from './find-target.ts'
import {
  disconnectInput,
  liftMuteInput,
  muteAllInput,
  muteInput,
  observeRoomMuteInput,
  observeSoundInput,
  startArchiveInput,
  stopArchiveInput,
  unpublishAnswerInput,
  unpublishInput,
  warnInput,
} from './model.ts'
import { liftMute as askToLift, muteEveryone, noteRoomMute } from './mute-everyone.ts'
import { confirmByWatcher, pendingMutes } from './observe-sound.ts'
import { removeParticipant } from './remove-participant.ts'
import { sendAction } from './send-action.ts'
import { startArchive as askToStart, sendStart } from './start-archive.ts'
import { stopArchive as askToStop } from './stop-archive.ts'
import { WARNING_SIGNAL, warningData, warnParticipant } from './warn-participant.ts'

const PAUSED = { paused: FAILURE_WORDS.paused }
const GONE = { ...PAUSED, 'already-gone': FAILURE_WORDS['already-gone'] }
const EMPTY = { ...PAUSED, 'nobody-connected': 'Nobody is connected to this session.' }

/** Disconnects one participant. Confirmed by the platform's callback. */
export const disconnect = defineAction({
  name: 'participant.remove',
  permission: 'participant.remove',
  input: disconnectInput,
  scope: (tx, { connectionId }) => findParticipant(tx, connectionId),
  audit: ({ reason }, participant) => ({
    subject: `connection:${participant.id}`,
    sessionId: participant.session.id,
    reason,
  }),
  run: ({ input, scoped, ...asker }) => removeParticipant(asker, scoped, input.reason),
  afterwards: ({ scoped, value }) =>
    sendAction({ id: value.actionId, kind: 'disconnect', projectId: scoped.projectId }, (platform) =>
      platform.disconnect(scoped.session.platformId, scoped.platformId),
    ),
  messages: GONE,
})

/** Puts on file that a stream is to be taken away; the moderator's own connection then tells the platform. */
export const unpublish = defineAction({
  name: 'participant.unpublish',
  permission: 'participant.unpublish',
  input: unpublishInput,
  scope: (tx, { streamId }) => findStream(tx, streamId),
  audit: ({ reason }, stream) => ({ subject: `stream:${stream.id}`, sessionId: stream.session.id, reason }),
  run: ({ input, scoped, ...asker }) => actOnStream(asker, 'unpublish', scoped, input.reason),
  messages: GONE,
})

/** What the moderator's own connection was answered. */
export const answerUnpublish = defineAction({
  name: 'participant.unpublish.answer',
  permission: 'participant.unpublish',
  input: unpublishAnswerInput,
  scope: (tx, { actionId }) => findUnpublish(tx, actionId),
  audit: ({ answer }, action) => ({
    subject: `action:${action.id}`,
    sessionId: action.sessionId,
    details: { answer },
  }),
  run: async ({ input, tx, scoped, actor }) => {
    if (scoped.actorId !== actor.accountId) return { ok: false, failure: 'not-yours' }
    await keepAnswer(tx, scoped.id, input.answer)
    return ok(null)
  },
  messages: { 'not-yours': 'Somebody else asked for this.' },
})

/** Mutes one stream. Confirmed when a watching browser sees its sound go off. */
export const mute = defineAction({
  name: 'participant.mute',
  permission: 'participant.mute',
  input: muteInput,
  scope: (tx, { streamId }) => findStream(tx, streamId),
  audit: ({ reason }, stream) => ({
    subject: `stream:${stream.id}`,
    sessionId: stream.session.id,
    ...(reason ? { reason } : {}),
  }),
  run: ({ input, scoped, ...asker }) => actOnStream(asker, 'mute', scoped, input.reason ?? null),
  afterwards: ({ scoped, value }) =>
    sendAction({ id: value.actionId, kind: 'mute', projectId: scoped.projectId }, (platform) =>
      platform.muteStream(scoped.session.platformId, scoped.platformId),
    ),
  messages: GONE,
})

/** Mutes everybody but the excepted streams, and newcomers until that is lifted. */
export const muteAll = defineAction({
  name: 'session.mute',
  permission: 'session.mute',
  input: muteAllInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: ({ reason, exceptStreamIds }, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    ...(reason ? { reason } : {}),
    details: { excepted: exceptStreamIds.length },
  }),
  run: ({ input, scoped, ...asker }) =>
    muteEveryone(asker, scoped, input.exceptStreamIds, input.reason ?? null),
  afterwards: async ({ scoped, value }) => {
    await sendAction(
      { id: value.actionId, kind: 'muteAll', projectId: scoped.projectId },
      async (platform) => {
        const { excludedStreamIds } = value
        const answer = await platform.muteAll(scoped.platformId, { active: true, excludedStreamIds })
        if (answer.ok) await noteRoomMute(database(), scoped.id, true)
        return answer
      },
    )
  },
  messages: EMPTY,
})

/** Lets newcomers in with their sound on again; unmutes nobody. */
export const liftMute = defineAction({
  name: 'session.mute',
  permission: 'session.mute',
  input: liftMuteInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: (_input, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    details: { lift: true },
  }),
  run: ({ scoped, input: _input, ...asker }) => askToLift(asker, scoped),
  afterwards: async ({ scoped, value }) => {
    await sendAction(
      { id: value.actionId, kind: 'liftMute', projectId: scoped.projectId },
      async (platform) => {
        const answer = await platform.muteAll(scoped.platformId, { active: false, excludedStreamIds: [] })
        if (answer.ok) await noteRoomMute(database(), scoped.id, false)
        return answer
      },
    )
  },
  messages: EMPTY,
})

/** Shows one participant a warning in the room. Confirmed by their page's receipt. */
export const warn = defineAction({
  name: 'participant.warn',
  permission: 'participant.warn',
  input: warnInput,
  scope: (tx, { connectionId }) => findParticipant(tx, connectionId),
  audit: ({ text }, participant) => ({
    subject: `connection:${participant.id}`,
    sessionId: participant.session.id,
    reason: text,
  }),
  run: ({ input, scoped, ...asker }) => warnParticipant(asker, scoped, input.text),
  afterwards: ({ input, scoped, value }) =>
    sendAction({ id: value.actionId, kind: 'warn', projectId: scoped.projectId }, (platform) =>
      platform.signal(scoped.session.platformId, {
        connectionId: scoped.platformId,
        type: WARNING_SIGNAL,
        data: warningData(value.actionId, input.text),
      }),
    ),
  messages: GONE,
})

/** Starts a recording. Confirmed by the platform's archive callback. */
export const startArchive = defineAction({
  name: 'archive.start',
  permission: 'archive.start',
  input: startArchiveInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: ({ reason }, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    ...(reason ? { reason } : {}),
  }),
  run: ({ input, scoped, ...asker }) => askToStart(asker, scoped, input.reason ?? null),
  afterwards: ({ scoped, value }) => sendStart(value.actionId, scoped),
  messages: {
    ...PAUSED,
    ...REFUSAL_WORDS,
    'must-ask': REQUEST_WORDS['must-ask'],
    'needs-reason': REQUEST_WORDS['needs-reason'],
    'already-recording': FAILURE_WORDS['already-recording'],
  },
})

/** Stops a recording. Confirmed by the platform's archive callback. */
export const stopArchive = defineAction({
  name: 'archive.stop',
  permission: 'archive.stop',
  input: stopArchiveInput,
  scope: (tx, { archiveId }) => findArchive(tx, archiveId),
  audit: ({ reason }, archive) => ({
    subject: `archive:${archive.id}`,
    sessionId: archive.session.id,
    ...(reason ? { reason } : {}),
  }),
  run: ({ input, scoped, ...asker }) => askToStop(asker, scoped, input.reason ?? null),
  afterwards: ({ scoped, value }) =>
    sendAction({ id: value.actionId, kind: 'stopArchive', projectId: scoped.projectId }, (platform) =>
      platform.stopArchive(scoped.platformId),
    ),
  messages: { ...PAUSED, 'not-running': 'This recording does not run any more.' },
})

/** A watching browser saw a stream's sound go off. */
export const observeSound = defineAction({
  name: 'stream.observe',
  permission: 'session.watch',
  input: observeSoundInput,
  scope: async (tx, { streamId }) => {
    const stream = await findStream(tx, streamId)
    return stream && { ...stream, pending: await pendingMutes(tx, ['mute', 'muteAll'], { streamId }) }
  },
  audit: (_input, stream) => ({
    subject: `stream:${stream.id}`,
    sessionId: stream.session.id,
    details: { sound: 'off', confirms: stream.pending.length },
  }),
  run: async ({ scoped, tx }) => {
    await confirmByWatcher(tx, scoped.pending)
    return ok(null)
  },
  messages: {},
})

/** A watching browser was told that the room's mute began or ended. */
export const observeRoomMute = defineAction({
  name: 'session.observe',
  permission: 'session.watch',
  input: observeRoomMuteInput,
  scope: async (tx, { sessionId, active }) => {
    const session = await findSession(tx, sessionId)
    const kinds = [active ? 'muteAll' : 'liftMute'] as const
    return session && { ...session, pending: await pendingMutes(tx, kinds, { sessionId }) }
  },
  audit: ({ active }, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    details: { active, confirms: session.pending.length },
  }),
  run: async ({ scoped, tx }) => {
    await confirmByWatcher(tx, scoped.pending)
    return ok(null)
  },
  messages: {},
})
