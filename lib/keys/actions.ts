'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { newId } from '#lib/system/ids.ts'
import { findKeyPlace, makeKey as make } from './make-key.ts'
import { makeKeyInput, revokeKeyInput } from './model.ts'
import { findKey, revokeKey as revoke } from './revoke-key.ts'

/** Makes a key for a program. The answer is the one time it is shown. */
export const makeKey = defineAction({
  name: 'apiKey.make',
  permission: 'apiKey.manage',
  confirmed: true,
  input: makeKeyInput,
  scope: (tx, { projectId }) => findKeyPlace(tx, newId(), projectId),
  audit: ({ scopes, days }, { id }) => ({ subject: `apiKey:${id}`, details: { scopes, days } }),
  run: ({ tx, actor, scoped, input }) => make(tx, actor, scoped.id, input),
  messages: {
    'unknown-scope': 'There is no such scope.',
    'beyond-maker': 'A key may do no more than you: you do not hold this there.',
  },
})

/** Ends a key. */
export const revokeKey = defineAction({
  name: 'apiKey.revoke',
  permission: 'apiKey.manage',
  input: revokeKeyInput,
  scope: (tx, { keyId }) => findKey(tx, keyId),
  audit: (_input, { id, prefix }) => ({ subject: `apiKey:${id}`, details: { prefix } }),
  run: ({ tx, scoped }) => revoke(tx, scoped),
  messages: { 'revoked-already': 'This key was revoked already.' },
})
