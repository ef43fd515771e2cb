'use server'

import { anyone } from './anyone.ts'
import { completeSetup as makeFirstAdmin, openSetup } from './complete-setup.ts'
import { defineAction } from './define-action.ts'
import { setupInput } from './model.ts'

/** Makes the first admin, once. */
export const completeSetup = defineAction({
  name: 'setup.complete',
  permission: anyone('the one-time code printed at the console is the key, and there is nobody yet'),
  input: setupInput,
  scope: (tx) => openSetup(tx),
  audit: () => ({ subject: 'setup' }),
  run: ({ tx, scoped, input, requestId }) =>
    makeFirstAdmin(tx, scoped.codeHash, input, { actorId: null, deviceId: null, address: null, requestId }),
  messages: {
    'wrong-code':
      'This is not the code. It stands in the window where Gavel was started; the latest one counts.',
    'weak-password': 'Use a password of at least 15 characters that is not your name or e-mail address.',
    busy: 'This could not be done just now. Try again in a moment.',
  },
})
