'use server'

import { anyone } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { enter } from '#lib/access/enter.ts'
import { currentPartialDevice, lockPartialDevice } from '#lib/access/partial-device.ts'
import { mayTryFactor } from '#lib/access/throttle-sign-in.ts'
import { database } from '#lib/system/database.ts'
import { fail, ok } from '#lib/system/result.ts'
import { ADD_WORDS, addPasskey, checkNewPasskey } from './add-passkey.ts'
import { askPasskey, offerPasskey } from './ask-passkey.ts'
import { checkPasskey, notePasskeyUse } from './check-passkey.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { codeInput, nothingInput, passkeyAnswerInput, passkeyMadeInput } from './model.ts'
import { passCode } from './pass-code.ts'
import { AUTHENTICATOR_WORDS, FACTOR_WORDS, PASSKEY_WORDS } from './refusal-words.ts'
import { confirmAuthenticator, startAuthenticator } from './set-up-authenticator.ts'
import { tellOfChange } from './tell-of-change.ts'

const SIGN_IN = { purpose: 'sign-in', accountId: null, deviceId: null } as const
/** Of whom a door speaks that is opened by a half-made sign-in. */
const subjectOf = ({ accountId }: { accountId: string }) => ({ subject: `account:${accountId}` })

/** A question for any passkey, before anybody has said who they are. */
export const askToSignIn = defineAction({
  name: 'account.askPasskey',
  permission: anyone('who signs in by a passkey is nobody yet; the question says nothing about anybody'),
  input: nothingInput,
  scope: async () => ({ projectId: null }),
  audit: 'none',
  run: async ({ tx }) => ok(await askPasskey(tx, SIGN_IN)),
  messages: {},
})

/** Signs in by a passkey alone: it is possession and person in one. */
export const signInByPasskey = defineAction({
  name: 'account.passkey',
  permission: anyone('the passkey is the key: who signs in is nobody yet'),
  input: passkeyAnswerInput,
  prepare: ({ input, request }) => checkPasskey(database(), input, SIGN_IN, request),
  scope: async () => ({ projectId: null }),
  audit: () => ({ details: { purpose: 'sign-in' } }),
  run: async ({ tx, prepared, request }) => {
    if (!(await notePasskeyUse(tx, prepared))) return fail('wrong')
    await enter(tx, { accountId: prepared.accountId, method: 'passkey', stage: 'full' }, request)
    return ok(null)
  },
  messages: PASSKEY_WORDS,
})

/** A question for one of their passkeys, after the password. */
export const askForFactor = defineAction({
  name: 'account.askPasskey',
  permission: anyone('a half-made sign-in is the key, and this is what makes it whole'),
  input: nothingInput,
  scope: (tx) => lockPartialDevice(tx, 'factorDue'),
  audit: 'none',
  run: async ({ tx, scoped: { accountId, deviceId } }) =>
    ok(await askPasskey(tx, { purpose: 'factor', accountId, deviceId })),
  messages: {},
})

/** A passkey as the second factor. */
export const passByPasskey = defineAction({
  name: 'account.factor',
  permission: anyone('a half-made sign-in is the key, and this is what makes it whole'),
  input: passkeyAnswerInput,
  prepare: async ({ input, request }) => {
    const partial = await currentPartialDevice()
    if (partial?.stage !== 'factorDue') return fail('wrong')
    const { accountId, deviceId } = partial
    return checkPasskey(database(), input, { purpose: 'factor', accountId, deviceId }, request)
  },
  scope: (tx) => lockPartialDevice(tx, 'factorDue'),
  audit: (_, partial) => ({ ...subjectOf(partial), details: { method: 'passkey' } }),
  run: async ({ tx, prepared, scoped, request }) => {
    if (!(await notePasskeyUse(tx, prepared))) return fail('wrong')
    await completeSignIn(tx, scoped, request)
    return ok(null)
  },
  messages: PASSKEY_WORDS,
})

/** A code of the authenticator as the second factor, or a recovery code in its place. */
export const passByCode = defineAction({
  name: 'account.factor',
  permission: anyone('a half-made sign-in is the key, and this is what makes it whole'),
  input: codeInput,
  // Counted before it is looked at, and outside of what a refusal undoes.
  prepare: async () => {
    const partial = await currentPartialDevice()
    const may = partial?.stage === 'factorDue' && (await mayTryFactor(database(), partial.accountId))
    return may ? ok(null) : fail('slow-down')
  },
  scope: (tx) => lockPartialDevice(tx, 'factorDue'),
  audit: (_, partial) => ({ ...subjectOf(partial), details: { method: 'code' } }),
  run: async ({ tx, input, scoped, request }) => {
    const passed = await passCode(tx, scoped.accountId, input.code, new Date())
    if (!passed.ok) return passed
    await completeSignIn(tx, scoped, request)
    return ok(null)
  },
  messages: FACTOR_WORDS,
})

/** The seed of an authenticator, for somebody whose role asks for a second factor and who has none. */
export const beginFirstAuthenticator = defineAction({
  name: 'account.setUpFactor',
  permission: anyone('a half-made sign-in is the key; it can only set up the factor it lacks'),
  input: nothingInput,
  scope: (tx) => lockPartialDevice(tx, 'factorMissing'),
  audit: (_, partial) => ({ ...subjectOf(partial), details: { kind: 'authenticator', step: 'begin' } }),
  run: async ({ tx, scoped }) => ok(await startAuthenticator(tx, scoped)),
  messages: {},
})

/** Its first code: then they are in. */
export const finishFirstAuthenticator = defineAction({
  name: 'account.setUpFactor',
  permission: anyone('a half-made sign-in is the key; it can only set up the factor it lacks'),
  input: codeInput,
  scope: (tx) => lockPartialDevice(tx, 'factorMissing'),
  audit: (_, partial) => ({ ...subjectOf(partial), details: { kind: 'authenticator' } }),
  run: async ({ tx, input, scoped, request }) => {
    const added = await confirmAuthenticator(tx, scoped, input.code, new Date())
    if (!added.ok) return added
    const deviceId = await completeSignIn(tx, scoped, request)
    await tellOfChange(tx, { ...scoped, deviceId }, 'An authenticator was set up.', request)
    return added
  },
  messages: AUTHENTICATOR_WORDS,
})

/** What their browser needs to make a first passkey. */
export const beginFirstPasskey = defineAction({
  name: 'account.askPasskey',
  permission: anyone('a half-made sign-in is the key; it can only set up the factor it lacks'),
  input: nothingInput,
  scope: (tx) => lockPartialDevice(tx, 'factorMissing'),
  audit: 'none',
  run: async ({ tx, scoped }) => ok(await offerPasskey(tx, scoped)),
  messages: {},
})

/** The first passkey: then they are in. */
export const finishFirstPasskey = defineAction({
  name: 'account.setUpFactor',
  permission: anyone('a half-made sign-in is the key; it can only set up the factor it lacks'),
  input: passkeyMadeInput,
  prepare: async ({ input }) => {
    const partial = await currentPartialDevice()
    return partial?.stage === 'factorMissing'
      ? checkNewPasskey(database(), input, partial)
      : fail('not-added')
  },
  scope: (tx) => lockPartialDevice(tx, 'factorMissing'),
  audit: (_, partial) => ({ ...subjectOf(partial), details: { kind: 'passkey' } }),
  run: async ({ tx, prepared, scoped, request }) => {
    const added = await addPasskey(tx, scoped, prepared)
    if (!added.ok) return added
    const deviceId = await completeSignIn(tx, scoped, request)
    await tellOfChange(tx, { ...scoped, deviceId }, 'A passkey was added.', request)
    return added
  },
  messages: ADD_WORDS,
})
