'use server'

import type { z } from 'zod'
import { anyone } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { FAILURE_WORDS } from '#lib/moderation/failure-words.ts'
import { findSession } from '#lib/moderation/find-target.ts'
import { sendStart } from '#lib/moderation/start-archive.ts'
import type { Tx } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { findNotice, acknowledgeNotice as keepNotice } from './acknowledge-notice.ts'
import {
  approveRequest as approve,
  refuseRequest as refuse,
  withdrawRequest as withdraw,
} from './answer-request.ts'
import { sendPolicyStop } from './ask-policy-stop.ts'
import { askToRecord as ask } from './ask-to-record.ts'
import { findObjector } from './find-objector.ts'
import { findPolicy } from './find-policy.ts'
import { type FoundRequest, findRequest } from './find-request.ts'
import {
  answerInput,
  askToRecordInput,
  noticeInput,
  objectInput,
  requestInput,
  saveArchivePolicyInput,
} from './model.ts'
import { objectToRecording as keepObjection, withdrawObjection } from './object-to-recording.ts'
import { REFUSAL_WORDS, REQUEST_WORDS } from './refusal-words.ts'
import { savePolicy } from './save-policy.ts'

const ANSWER_WORDS = {
  'own-request': REQUEST_WORDS['own-request'],
  'not-an-answerer': REQUEST_WORDS['not-an-answerer'],
  'not-waiting': REQUEST_WORDS['not-waiting'],
  'not-your-letter': REQUEST_WORDS['not-your-letter'],
}

/** Asks a second person to agree that a session is recorded. */
export const askToRecord = defineAction({
  name: 'archive.ask',
  permission: 'archive.start',
  input: askToRecordInput,
  scope: (tx, { sessionId }) => findSession(tx, sessionId),
  audit: ({ reason }, session) => ({
    subject: `session:${session.id}`,
    sessionId: session.id,
    ...(reason ? { reason } : {}),
  }),
  run: ({ input, tx, actor, scoped }) => ask(tx, actor, scoped, input.reason ?? null),
  messages: {
    ...REFUSAL_WORDS,
    'may-start': REQUEST_WORDS['may-start'],
    'needs-reason': REQUEST_WORDS['needs-reason'],
    'asked-already': REQUEST_WORDS['asked-already'],
  },
})

const byRequestId = (tx: Tx, { requestId }: z.output<typeof requestInput>) => findRequest(tx, requestId)

const answerEntry = ({ words, letter }: z.output<typeof answerInput>, request: FoundRequest) => ({
  subject: `request:${request.id}`,
  sessionId: request.session.id,
  details: { askedBy: request.askedById, ...(letter !== undefined && { by: 'letter' }) },
  ...(words ? { reason: words } : {}),
})

/** Agrees to a request of somebody else's; the recording starts at once, in their name. */
export const approveRequest = defineAction({
  name: 'archive.approve',
  permission: 'archive.approve',
  input: answerInput,
  scope: byRequestId,
  audit: answerEntry,
  run: ({ input, scoped, ...answerer }) =>
    approve({ ...answerer, letter: input.letter }, scoped, input.words ?? null),
  afterwards: ({ scoped, value }) => sendStart(value.started, scoped.session),
  messages: {
    ...REFUSAL_WORDS,
    ...ANSWER_WORDS,
    paused: FAILURE_WORDS.paused,
    'must-ask': 'Whoever asked may not record here any more.',
    'needs-reason': REQUEST_WORDS['needs-reason'],
    'not-by-policy': 'Whoever asked may not record here any more.',
    'already-recording': FAILURE_WORDS['already-recording'],
  },
})

/** Says no to a request of somebody else's. */
export const refuseRequest = defineAction({
  name: 'archive.refuse',
  permission: 'archive.approve',
  input: answerInput,
  scope: byRequestId,
  audit: answerEntry,
  run: ({ input, scoped, ...answerer }) =>
    refuse({ ...answerer, letter: input.letter }, scoped, input.words ?? null),
  messages: ANSWER_WORDS,
})

/** Takes back what one has asked for. */
export const withdrawRequest = defineAction({
  name: 'archive.withdraw',
  permission: 'archive.start',
  input: requestInput,
  scope: byRequestId,
  audit: (_input, request) => ({ subject: `request:${request.id}`, sessionId: request.session.id }),
  run: ({ scoped, input: _input, ...asker }) => withdraw(asker, scoped),
  messages: { 'not-yours': REQUEST_WORDS['not-yours'], 'not-waiting': REQUEST_WORDS['not-waiting'] },
})

/** A room's page has shown that a recording is about to begin. */
export const acknowledgeNotice = defineAction({
  name: 'recording.notice',
  permission: anyone('the receipt given at entry proves whose page has shown it'),
  input: noticeInput,
  scope: (tx, { actionId, receipt }) => findNotice(tx, actionId, receipt),
  audit: (_input, { actionId, sessionId }) => ({ subject: `action:${actionId}`, sessionId }),
  run: async ({ tx, scoped }) => {
    await keepNotice(tx, scoped)
    return ok(null)
  },
  messages: {},
})

/** A participant says that they do not want to be recorded, or takes it back. */
export const objectToRecording = defineAction({
  name: 'recording.object',
  permission: anyone('the receipt given at entry proves whose objection it is'),
  input: objectInput,
  scope: (tx, { receipt }) => findObjector(tx, receipt),
  audit: ({ objects }, { sessionId, personId }) => ({
    subject: `session:${sessionId}`,
    sessionId,
    details: { objects, person: personId },
  }),
  run: async ({ tx, scoped, input }) => {
    if (input.objects) return keepObjection(tx, scoped)
    await withdrawObjection(tx, scoped)
    return ok({ stops: [] })
  },
  afterwards: async ({ value: { stops } }) => {
    for (const stop of stops) await sendPolicyStop(stop)
  },
  messages: {
    'not-offered': 'This cannot be refused here. Leave if you do not want to be recorded.',
    'not-there': 'You are not connected just now. Try again in a moment.',
  },
})

/** Sets who may record in a project, or takes that away again. */
export const saveArchivePolicy = defineAction({
  name: 'project.archivePolicy',
  permission: 'project.manage',
  input: saveArchivePolicyInput,
  scope: (tx, { projectId }) => findPolicy(tx, projectId),
  audit: ({ policy }, project) => ({
    subject: `project:${project.projectId}`,
    details: { before: project.archivePolicy, after: policy },
  }),
  run: ({ tx, scoped, input }) => savePolicy(tx, scoped.projectId, input.policy),
  messages: {
    'no-such-role': 'One of these roles is not there any more. Load the page again.',
    'nobody-answers': 'Somebody must ask, so somebody must be there to agree: choose a role that may.',
  },
})
