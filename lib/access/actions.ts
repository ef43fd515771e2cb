'use server'

import { ok } from '#lib/system/result.ts'
import { anyone, oneself } from './anyone.ts'
import { completeSetup as makeFirstAdmin, openSetup } from './complete-setup.ts'
import { checkPassword, noteConfirmed, PASSWORD_WORDS } from './confirm-yourself.ts'
import { defineAction } from './define-action.ts'
import { passwordInput, setupInput } from './model.ts'

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

/** Shows once more who one is, by the password: dangerous things ask for it. */
export const confirmByPassword = defineAction({
  name: 'account.confirm',
  permission: oneself('whoever is signed in may show that it is them'),
  input: passwordInput,
  prepare: ({ actor, input, request }) => checkPassword(actor, input.password, request.address),
  scope: async () => ({ projectId: null }),
  audit: () => ({ details: { method: 'password' } }),
  run: async ({ actor, tx }) => {
    await noteConfirmed(tx, actor.deviceId)
    return ok(null)
  },
  messages: PASSWORD_WORDS,
})
