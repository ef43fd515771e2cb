'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { ok } from '#lib/system/result.ts'
import { removeSearchInput, saveSearchInput } from './model.ts'
import { saveSearch as keep } from './save-search.ts'

/** Keeps a search under a name; one of the same name gives way. */
export const saveSearch = defineAction({
  name: 'search.save',
  permission: oneself('people keep their own searches'),
  input: saveSearchInput,
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: ({ tx, actor, input }) => keep(tx, actor.accountId, input),
  messages: { 'too-many': 'You keep 50 searches. Remove one first.' },
})

/** Forgets a search of one's own. */
export const removeSearch = defineAction({
  name: 'search.remove',
  permission: oneself('people keep their own searches'),
  input: removeSearchInput,
  scope: async (tx, { searchId }, actor) => {
    const own = await tx.savedSearch.findFirst({ where: { id: searchId, accountId: actor.accountId } })
    return own && { projectId: null, id: own.id }
  },
  audit: () => ({}),
  run: async ({ tx, scoped }) => {
    await tx.savedSearch.deleteMany({ where: { id: scoped.id } })
    return ok(null)
  },
  messages: {},
})
