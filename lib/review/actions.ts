'use server'

import type { z } from 'zod'
import { defineAction } from '#lib/access/define-action.ts'
import type { Tx } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { announceDone } from './announce-done.ts'
import { assignReview as assign } from './assign-review.ts'
import { editFinding as edit, findFinding, removeFinding as remove } from './edit-finding.ts'
import { findArchive, type ReviewedArchive, readArchive } from './find-archive.ts'
import { finishReview as finish } from './finish-review.ts'
import { mediaAddress } from './media-address.ts'
import {
  archiveInput,
  assignReviewInput,
  editFindingInput,
  findingInput,
  finishReviewInput,
  saveReviewRulesInput,
  tellPartsInput,
  writeFindingInput,
} from './model.ts'
import { FINDING_WORDS, REVIEW_WORDS } from './refusal-words.ts'
import { findReviewRules, saveReviewRules as saveRules } from './save-review-rules.ts'
import { takeReview as take } from './take-review.ts'
import { tellParts as tell } from './tell-parts.ts'
import { writeFinding as write } from './write-finding.ts'

const byArchiveId = (tx: Tx, { archiveId }: z.output<typeof archiveInput>) => findArchive(tx, archiveId)
const subjectOf = (archive: Pick<ReviewedArchive, 'id' | 'sessionId'>) => ({
  subject: `archive:${archive.id}`,
  sessionId: archive.sessionId,
})

/** Writes down what one found in a recording. What it says stands at the recording, not on the record. */
export const writeFinding = defineAction({
  name: 'finding.write',
  permission: 'archive.review',
  input: writeFindingInput,
  scope: byArchiveId,
  audit: ({ fromMs, toMs, category, severity, verdict, still }, archive) => ({
    ...subjectOf(archive),
    details: { fromMs, toMs, category, severity, verdict, still: still !== undefined },
  }),
  run: async ({ input: { archiveId: _id, ...finding }, tx, actor, scoped }) => {
    return announceDone(tx, scoped.id, await write(tx, actor, scoped, finding))
  },
  messages: FINDING_WORDS,
})

/** Changes one's own finding. */
export const editFinding = defineAction({
  name: 'finding.edit',
  permission: 'archive.review',
  input: editFindingInput,
  scope: (tx, { findingId }) => findFinding(tx, findingId),
  audit: ({ fromMs, toMs, category, severity, verdict }, { id, archive, ...before }) => ({
    subject: `archive:${before.archiveId}`,
    sessionId: archive.sessionId,
    details: {
      finding: id,
      before: {
        fromMs: before.fromMs,
        toMs: before.toMs,
        category: before.category,
        severity: before.severity,
        verdict: before.verdict,
      },
      after: { fromMs, toMs, category, severity, verdict },
    },
  }),
  run: async ({ input, tx, actor, scoped }) =>
    announceDone(tx, scoped.archiveId, await edit(tx, actor, scoped, input)),
  messages: { 'not-yours': FINDING_WORDS['not-yours'], 'after-the-end': FINDING_WORDS['after-the-end'] },
})

/** Takes back one's own finding. */
export const removeFinding = defineAction({
  name: 'finding.remove',
  permission: 'archive.review',
  input: findingInput,
  scope: (tx, { findingId }) => findFinding(tx, findingId),
  audit: (_input, { id, archiveId, archive }) => ({
    subject: `archive:${archiveId}`,
    sessionId: archive.sessionId,
    details: { finding: id },
  }),
  run: async ({ tx, actor, scoped }) => announceDone(tx, scoped.archiveId, await remove(tx, actor, scoped)),
  messages: { 'not-yours': FINDING_WORDS['not-yours'] },
})

/** Takes a recording to review it. */
export const takeReview = defineAction({
  name: 'review.take',
  permission: 'archive.review',
  input: archiveInput,
  scope: byArchiveId,
  audit: (_input, archive) => subjectOf(archive),
  run: async ({ tx, actor, scoped }) => announceDone(tx, scoped.id, await take(tx, actor, scoped)),
  messages: { taken: REVIEW_WORDS.taken, 'nothing-there': REVIEW_WORDS['nothing-there'] },
})

/** Gives a recording to somebody who may review it. */
export const assignReview = defineAction({
  name: 'review.assign',
  permission: 'archive.assign',
  input: assignReviewInput,
  scope: byArchiveId,
  audit: ({ reviewerId }, archive) => ({ ...subjectOf(archive), details: { to: reviewerId } }),
  run: async ({ input, tx, actor, scoped }) =>
    announceDone(tx, scoped.id, await assign(tx, actor, scoped, input.reviewerId)),
  messages: {
    'no-reviewer': REVIEW_WORDS['no-reviewer'],
    'has-it': REVIEW_WORDS['has-it'],
    'two-already': REVIEW_WORDS['two-already'],
    'nothing-there': REVIEW_WORDS['nothing-there'],
  },
})

/** Says what one's review came to. */
export const finishReview = defineAction({
  name: 'review.finish',
  permission: 'archive.review',
  input: finishReviewInput,
  scope: byArchiveId,
  audit: ({ verdict }, archive) => ({ ...subjectOf(archive), details: { verdict } }),
  run: async ({ input: { verdict, words }, tx, actor, scoped }) =>
    announceDone(tx, scoped.id, await finish(tx, actor, scoped, { verdict, words: words || null })),
  messages: { 'not-yours': REVIEW_WORDS['not-yours'], 'done-already': REVIEW_WORDS['done-already'] },
})

/** Which parts went by on the reader's screen; told every few seconds, so it stands at their viewing and not on the record. */
export const tellParts = defineAction({
  name: 'viewing.tell',
  permission: 'archive.view',
  input: tellPartsInput,
  scope: (tx, { archiveId }) => readArchive(tx, archiveId),
  audit: 'none',
  run: ({ input, tx, actor, scoped }) => tell(tx, actor, scoped, input.parts),
  messages: { 'not-opened': 'This recording was not opened from here.' },
})

/** A new address to go on playing. */
export const renewMedia = defineAction({
  name: 'media.renew',
  permission: 'archive.view',
  input: archiveInput,
  scope: (tx, { archiveId }) => readArchive(tx, archiveId),
  audit: 'none', // opens nothing by itself: what is asked for by it is on the record
  run: async ({ actor, scoped }) =>
    ok(mediaAddress({ archiveId: scoped.id, purpose: 'played', actor }, new Date())),
  messages: {},
})

/** An address by which the file can be saved. */
export const downloadMedia = defineAction({
  name: 'media.download',
  permission: 'archive.export',
  input: archiveInput,
  scope: (tx, { archiveId }) => readArchive(tx, archiveId),
  audit: 'none', // as renewMedia
  run: async ({ actor, scoped }) =>
    ok(mediaAddress({ archiveId: scoped.id, purpose: 'downloaded', actor }, new Date())),
  messages: {},
})

/** Sets how a project wants its recordings reviewed. */
export const saveReviewRules = defineAction({
  name: 'project.reviewRules',
  permission: 'project.manage',
  input: saveReviewRulesInput,
  scope: (tx, { projectId }) => findReviewRules(tx, projectId),
  audit: ({ secondReviews, watermark }, { projectId, ...before }) => ({
    subject: `project:${projectId}`,
    details: { before, after: { secondReviews, watermark } },
  }),
  run: ({ tx, input }) => saveRules(tx, input),
  messages: {},
})
