'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { checkSoon, findKept } from './check-soon.ts'
import { archiveInput, removeStorageInput, saveStorageInput } from './model.ts'
import { findStorages, removeStorage as remove, saveStorage as save, tryStorage } from './save-storage.ts'
import { STORAGE_WORDS } from './storage-words.ts'

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

/** Sets where a project's recordings are kept, or where the platform puts them, once that was tried. */
export const saveStorage = defineAction({
  name: 'storage.save',
  permission: 'storage.manage',
  confirmed: true,
  input: saveStorageInput,
  prepare: ({ actor, input }) => tryStorage(actor, input),
  scope: (tx, { projectId }) => findStorages(tx, projectId),
  audit: ({ projectId, purpose, kind, endpoint, bucket, prefix, keyName, secret }, storages) => ({
    subject: `project:${projectId}`,
    details: {
      purpose,
      before: placeOf(storages[purpose]),
      after: { kind, endpoint, bucket, prefix, keyName },
      newSecret: secret !== undefined,
    },
  }),
  run: ({ tx, scoped, input, prepared }) => save(tx, scoped, input, prepared),
  messages: STORAGE_WORDS,
})

/** Keeps no more recordings there, or looks for none there any more. Those that are there stay, and are read there. */
export const removeStorage = defineAction({
  name: 'storage.remove',
  permission: 'storage.manage',
  confirmed: true,
  input: removeStorageInput,
  scope: (tx, { projectId }) => findStorages(tx, projectId),
  audit: ({ projectId, purpose }, storages) => ({
    subject: `project:${projectId}`,
    details: { purpose, before: placeOf(storages[purpose]) },
  }),
  run: ({ tx, scoped, input }) => remove(tx, scoped, input.purpose),
  messages: { 'no-such-storage': STORAGE_WORDS['no-such-storage'] },
})

const placeOf = (storage: { kind: string; endpoint: string | null; bucket: string | null } | null) =>
  storage && { kind: storage.kind, endpoint: storage.endpoint, bucket: storage.bucket }
