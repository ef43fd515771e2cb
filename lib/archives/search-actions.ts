'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { dropSearch, keepSearch } from './keep-search.ts'
import { removeSearchInput, saveSearchInput } from './search-model.ts'

const OWN = 'people keep searches for themselves'

/** Keeps a search under a name; one that has the name already is replaced. */
export const saveSearch = defineAction({
  name: 'search.save',
  permission: oneself(OWN),
  input: saveSearchInput,
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: ({ tx, actor, input }) => keepSearch(tx, actor.accountId, input),
  messages: { 'too-many': 'A hundred searches are kept. Take one away first.' },
})

/** Takes a kept search away. */
export const removeSearch = defineAction({
  name: 'search.remove',
  permission: oneself(OWN),
  input: removeSearchInput,
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: ({ tx, actor, input }) => dropSearch(tx, actor.accountId, input.searchId),
  messages: { 'not-there': 'It is gone already.' },
})
