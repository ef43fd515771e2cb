'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { checkSoon, findKept } from './check-soon.ts'
import { archiveInput } from './model.ts'

/** Has the file of a recording read and compared now, and what waits for another attempt tried now. */
export const checkCopies = defineAction({
  name: 'archive.check',
  permission: 'archive.review',
  input: archiveInput,
  scope: (tx, { archiveId }) => findKept(tx, archiveId),
  audit: (_input, archive) => ({ subject: `archive:${archive.id}`, sessionId: archive.sessionId }),
  run: ({ tx, scoped }) => checkSoon(tx, scoped.id),
  messages: { nothing: 'There is no file of this recording to look at.' },
})
