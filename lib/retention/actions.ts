'use server'

import type { z } from 'zod'
import { defineAction } from '#lib/access/define-action.ts'
import type { Tx } from '#lib/system/database.ts'
import { database } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import {
  approveDeletion as approve,
  type FoundDeletion,
  findDeletion,
  refuseDeletion as refuse,
  withdrawDeletion as withdraw,
} from './answer-deletion.ts'
import { askDeletion as ask } from './ask-deletion.ts'
import { askExport as askForPackage } from './ask-export.ts'
import { findArchive } from './find-archive.ts'
import { findHold, liftHold as lift, placeHold as place } from './holds.ts'
import {
  addRuleInput,
  answerDeletionInput,
  askDeletionInput,
  askExportInput,
  deletionInput,
  liftHoldInput,
  placeHoldInput,
  previewInput,
  removeRuleInput,
} from './model.ts'
import { previewChange as preview } from './preview.ts'
import { LETTING_GO_WORDS as WORDS } from './refusal-words.ts'
import { addRule as add, findRule, findRulePlace, removeRule as remove } from './rules.ts'

const byArchive = (tx: Tx, { archiveId }: { archiveId: string }) => findArchive(tx, archiveId)
const aboutArchive = ({ reason }: { reason: string }, archive: { id: string; sessionId: string }) => ({
  subject: `archive:${archive.id}`,
  sessionId: archive.sessionId,
  reason,
})

/** Puts a recording on legal hold. */
export const placeHold = defineAction({
  name: 'hold.place',
  permission: 'archive.hold',
  input: placeHoldInput,
  scope: byArchive,
  audit: aboutArchive,
  run: ({ tx, actor, scoped, input }) => place(tx, actor, scoped, input.reason),
  messages: { 'being-deleted': WORDS['being-deleted'], 'deleted-already': WORDS['deleted-already'] },
})

/** Lifts one hold. */
export const liftHold = defineAction({
  name: 'hold.lift',
  permission: 'archive.hold',
  input: liftHoldInput,
  scope: (tx, { holdId }) => findHold(tx, holdId),
  audit: (input, hold) => ({ ...aboutArchive(input, hold.archive), details: { hold: hold.id } }),
  run: ({ tx, actor, scoped, input }) => lift(tx, actor, scoped, input.reason),
  messages: { 'lifted-already': WORDS['lifted-already'] },
})

/** Asks that a recording is deleted for good. */
export const askDeletion = defineAction({
  name: 'deletion.ask',
  permission: 'archive.delete',
  input: askDeletionInput,
  scope: byArchive,
  audit: aboutArchive,
  run: ({ tx, actor, scoped, input }) => ask(tx, actor, scoped, input.reason),
  messages: {
    'on-hold': WORDS['on-hold'],
    'still-recording': WORDS['still-recording'],
    'asked-already': WORDS['asked-already'],
    'being-deleted': WORDS['being-deleted'],
    'deleted-already': WORDS['deleted-already'],
  },
})

const byDeletion = (tx: Tx, { deletionId }: { deletionId: string }) => findDeletion(tx, deletionId)
const answerEntry = ({ words }: z.output<typeof answerDeletionInput>, deletion: FoundDeletion) => ({
  subject: `archive:${deletion.archive.id}`,
  sessionId: deletion.archive.sessionId,
  details: { deletion: deletion.id, askedBy: deletion.askedById },
  ...(words ? { reason: words } : {}),
})
const ANSWER_WORDS = {
  'own-request': WORDS['own-request'],
  'not-waiting': WORDS['not-waiting'],
  'may-not-answer': WORDS['may-not-answer'],
}

/** Agrees to a deletion that somebody else asked for; it is carried out at once, by the clock. */
export const approveDeletion = defineAction({
  name: 'deletion.approve',
  permission: 'archive.consent',
  confirmed: true,
  input: answerDeletionInput,
  scope: byDeletion,
  audit: answerEntry,
  run: ({ tx, actor, scoped, input }) => approve(tx, actor, scoped, input.words ?? null),
  messages: { ...ANSWER_WORDS, 'on-hold': WORDS['on-hold'], 'asker-may-not': WORDS['asker-may-not'] },
})

/** Says no to a deletion; the recording stays. */
export const refuseDeletion = defineAction({
  name: 'deletion.refuse',
  permission: 'archive.consent',
  input: answerDeletionInput,
  scope: byDeletion,
  audit: answerEntry,
  run: ({ tx, actor, scoped, input }) => refuse(tx, actor, scoped, input.words ?? null),
  messages: ANSWER_WORDS,
})

/** Takes back what one has asked for. */
export const withdrawDeletion = defineAction({
  name: 'deletion.withdraw',
  permission: 'archive.delete',
  input: deletionInput,
  scope: byDeletion,
  audit: (input, deletion) => answerEntry(input, deletion),
  run: ({ tx, actor, scoped }) => withdraw(tx, actor, scoped),
  messages: { 'not-yours': WORDS['not-yours'], 'not-waiting': WORDS['not-waiting'] },
})

/** Asks for a signed package of a recording. */
export const askExport = defineAction({
  name: 'archive.export',
  permission: 'archive.export',
  confirmed: true,
  input: askExportInput,
  scope: byArchive,
  audit: aboutArchive,
  run: ({ tx, actor, scoped, input }) => askForPackage(tx, actor, scoped, input.reason),
  messages: {
    'still-recording': WORDS['still-recording'],
    'being-deleted': WORDS['being-deleted'],
    'deleted-already': WORDS['deleted-already'],
    'made-already': WORDS['made-already'],
  },
})

/** Adds a rule for how long recordings are kept. */
export const addRule = defineAction({
  name: 'retention.add',
  permission: 'retention.manage',
  confirmed: true,
  input: addRuleInput,
  scope: (tx, { projectId }) => findRulePlace(tx, projectId),
  audit: ({ scope, keepDays }, { id }) => ({ subject: `rule:${id}`, details: { scope, keepDays } }),
  run: ({ tx, actor, scoped, input }) => add(tx, actor, scoped.id, input),
  messages: {},
})

/** Removes a rule. */
export const removeRule = defineAction({
  name: 'retention.remove',
  permission: 'retention.manage',
  confirmed: true,
  input: removeRuleInput,
  scope: (tx, { ruleId }) => findRule(tx, ruleId),
  audit: (_input, { id, scope, keepDays }) => ({ subject: `rule:${id}`, details: { scope, keepDays } }),
  run: ({ tx, scoped }) => remove(tx, scoped),
  messages: { 'removed-already': WORDS['removed-already'] },
})

/** What a change of rules would delete, before it is made. */
export const previewRules = defineAction({
  name: 'retention.preview',
  permission: 'retention.manage',
  input: previewInput,
  scope: (tx, input) =>
    input.change === 'add' ? findRulePlace(tx, input.projectId) : findRule(tx, input.ruleId),
  audit: 'none',
  run: async ({ actor, input }) => ok(await preview(actor, input, database())),
  messages: {},
})
