'use server'

import { defineAction } from '#lib/access/define-action.ts'
import {
  approveDeletion as approve,
  refuseDeletion as refuse,
  withdrawDeletion as withdraw,
} from './answer-deletion.ts'
import { askDeletion as ask } from './ask-deletion.ts'
import { type FoundDeletion, findDeletion, findHold, findKept } from './find-kept.ts'
import { liftHold as lift, placeHold as place } from './hold.ts'
import { answerDeletionInput, askDeletionInput, deletionInput, holdInput, liftInput } from './model.ts'
import { LETTING_GO_WORDS as SAID } from './refusal-words.ts'

/** Puts a recording on hold: while it stands, nothing deletes it. */
export const placeHold = defineAction({
  name: 'archive.hold',
  permission: 'archive.hold',
  input: holdInput,
  scope: (tx, { archiveId }) => findKept(tx, archiveId),
  audit: ({ reason }, { id, sessionId }) => ({ subject: `archive:${id}`, sessionId, reason }),
  run: ({ tx, actor, scoped, input }) => place(tx, actor, scoped, input.reason),
  messages: { 'being-deleted': SAID['being-deleted'], deleted: SAID.deleted },
})

/** Lifts one hold. */
export const liftHold = defineAction({
  name: 'archive.liftHold',
  permission: 'archive.hold',
  input: liftInput,
  scope: (tx, { holdId }) => findHold(tx, holdId),
  audit: ({ reason }, { id, archiveId, sessionId }) => ({
    subject: `archive:${archiveId}`,
    sessionId,
    reason,
    details: { hold: id },
  }),
  run: ({ tx, actor, scoped, input }) => lift(tx, actor, scoped, input.reason),
  messages: { 'lifted-already': SAID['lifted-already'] },
})

/** Asks a second person to agree that a recording is deleted for good. */
export const askDeletion = defineAction({
  name: 'archive.askDeletion',
  permission: 'archive.delete',
  input: askDeletionInput,
  scope: (tx, { archiveId }) => findKept(tx, archiveId),
  audit: ({ reason }, { id, sessionId }) => ({ subject: `archive:${id}`, sessionId, reason }),
  run: ({ tx, actor, scoped, input }) => ask(tx, actor, scoped, input.reason),
  messages: {
    'still-recording': SAID['still-recording'],
    held: SAID.held,
    'asked-already': SAID['asked-already'],
    'being-deleted': SAID['being-deleted'],
    deleted: SAID.deleted,
  },
})

const answerEntry = (
  { words }: { words?: string | undefined },
  { id, askedById, archive }: FoundDeletion,
) => ({
  subject: `archive:${archive.id}`,
  sessionId: archive.sessionId,
  details: { deletion: id, askedBy: askedById },
  ...(words ? { reason: words } : {}),
})

/** Agrees to a deletion that somebody else has asked for. It happens from then on. */
export const approveDeletion = defineAction({
  name: 'archive.consent',
  permission: 'archive.consent',
  input: answerDeletionInput,
  scope: (tx, { deletionId }) => findDeletion(tx, deletionId),
  audit: answerEntry,
  run: ({ tx, actor, scoped, input }) => approve({ tx, actor }, scoped, input.words ?? null),
  messages: { 'own-request': SAID['own-request'], 'not-waiting': SAID['not-waiting'], held: SAID.held },
})

/** Says no to a deletion that somebody else has asked for. */
export const refuseDeletion = defineAction({
  name: 'archive.refuseDeletion',
  permission: 'archive.consent',
  input: answerDeletionInput,
  scope: (tx, { deletionId }) => findDeletion(tx, deletionId),
  audit: answerEntry,
  run: ({ tx, actor, scoped, input }) => refuse({ tx, actor }, scoped, input.words ?? null),
  messages: { 'own-request': SAID['own-request'], 'not-waiting': SAID['not-waiting'] },
})

/** Takes back the deletion one has asked for. */
export const withdrawDeletion = defineAction({
  name: 'archive.withdrawDeletion',
  permission: 'archive.delete',
  input: deletionInput,
  scope: (tx, { deletionId }) => findDeletion(tx, deletionId),
  audit: (_input, deletion) => answerEntry({}, deletion),
  run: ({ tx, actor, scoped }) => withdraw({ tx, actor }, scoped),
  messages: { 'not-yours': SAID['not-yours'], 'not-waiting': SAID['not-waiting'] },
})
