'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { askExport as ask } from './ask-export.ts'
import { findKept } from './find-kept.ts'
import { askExportInput } from './model.ts'
import { LETTING_GO_WORDS as SAID } from './refusal-words.ts'

/** Asks for a signed package of a recording. */
export const askExport = defineAction({
  name: 'archive.export',
  permission: 'archive.export',
  confirmed: true,
  input: askExportInput,
  scope: (tx, { archiveId }) => findKept(tx, archiveId),
  audit: ({ reason }, { id, sessionId }) => ({ subject: `archive:${id}`, sessionId, reason }),
  run: ({ tx, actor, scoped, input }) => ask(tx, actor, scoped, input.reason),
  messages: {
    'still-recording': SAID['still-recording'],
    'being-deleted': SAID['being-deleted'],
    deleted: SAID.deleted,
    'made-already': 'A package is being made already.',
  },
})
