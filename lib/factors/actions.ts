'use server'

import { oneself } from '#lib/access/anyone.ts'
import { noteConfirmed } from '#lib/access/confirm-yourself.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { authorOf } from '#lib/access/door-request.ts'
import { endOtherDevices } from '#lib/access/end-other-devices.ts'
import { revokeDevice } from '#lib/access/revoke-device.ts'
import { hasSecondFactor } from '#lib/access/second-factor.ts'
import { database } from '#lib/system/database.ts'
import { fail, ok } from '#lib/system/result.ts'
import { ADD_WORDS, checkNewPasskey, addPasskey as keepPasskey } from './add-passkey.ts'
import { offerPasskey } from './ask-passkey.ts'
import { CHANGE_WORDS, preparePassword, changePassword as setPassword } from './change-password.ts'
import { checkPasskey, notePasskeyUse } from './check-passkey.ts'
import { confirmWays } from './confirm-ways.ts'
import { findOwnDevice } from './find-own-device.ts'
import {
  changePasswordInput,
  codeInput,
  deviceInput,
  factorInput,
  nothingInput,
  passkeyAnswerInput,
  passkeyMadeInput,
  renameInput,
} from './model.ts'
import { lockOwner } from './owner.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'
import { AUTHENTICATOR_WORDS, PASSKEY_WORDS } from './refusal-words.ts'
import { findOwnFactor, REMOVE_WORDS, removeFactor as takeFactor } from './remove-factor.ts'
import { renameFactor as nameFactor, RENAME_WORDS } from './rename-factor.ts'
import { confirmAuthenticator, startAuthenticator } from './set-up-authenticator.ts'
import { tellOfChange } from './tell-of-change.ts'

/** By what whoever sits here may show once more that it is them, with the question for their passkey. */
export const askWhoYouAre = defineAction({
  name: 'account.askPasskey',
  permission: oneself('whoever is signed in may show that it is them'),
  input: nothingInput,
  scope: async () => ({ projectId: null }),
  audit: 'none',
  run: async ({ tx, actor }) => ok(await confirmWays(tx, actor)),
  messages: {},
})

/** Shows once more who one is, by a passkey. */
export const confirmByPasskey = defineAction({
  name: 'account.confirm',
  permission: oneself('whoever is signed in may show that it is them'),
  input: passkeyAnswerInput,
  prepare: ({ actor: { accountId, deviceId }, input, request }) =>
    checkPasskey(database(), input, { purpose: 'confirm', accountId, deviceId }, request),
  scope: async () => ({ projectId: null }),
  audit: () => ({ details: { method: 'passkey' } }),
  run: async ({ actor, prepared, tx }) => {
    if (!(await notePasskeyUse(tx, prepared))) return fail('wrong')
    await noteConfirmed(tx, actor.deviceId)
    return ok(null)
  },
  messages: PASSKEY_WORDS,
})

/** The seed of a new authenticator; it counts from its first code on. */
export const beginAuthenticator = defineAction({
  name: 'factor.add',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: nothingInput,
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({ details: { kind: 'authenticator', step: 'begin' } }),
  run: async ({ tx, actor }) => ok(await startAuthenticator(tx, actor)),
  messages: {},
})

export const finishAuthenticator = defineAction({
  name: 'factor.add',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: codeInput,
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({ details: { kind: 'authenticator' } }),
  run: async ({ tx, actor, input, request }) => {
    const added = await confirmAuthenticator(tx, actor, input.code, new Date())
    if (added.ok) await tellOfChange(tx, actor, 'An authenticator was set up.', request)
    return added
  },
  messages: AUTHENTICATOR_WORDS,
})

/** What the browser needs to make a passkey. */
export const beginPasskey = defineAction({
  name: 'factor.add',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: nothingInput,
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({ details: { kind: 'passkey', step: 'begin' } }),
  run: async ({ tx, actor }) => ok(await offerPasskey(tx, actor)),
  messages: {},
})

export const addPasskey = defineAction({
  name: 'factor.add',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: passkeyMadeInput,
  prepare: ({ actor, input }) => checkNewPasskey(database(), input, actor),
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({ details: { kind: 'passkey' } }),
  run: async ({ tx, actor, prepared, request }) => {
    const added = await keepPasskey(tx, actor, prepared)
    if (added.ok) await tellOfChange(tx, actor, 'A passkey was added.', request)
    return added
  },
  messages: ADD_WORDS,
})

/** Another name for a passkey: it changes nothing about signing in, so nobody is signed out by it. */
export const renameFactor = defineAction({
  name: 'factor.rename',
  permission: oneself('people name their own factors'),
  confirmed: true,
  input: renameInput,
  scope: (tx, { id }, actor) => findOwnFactor(tx, actor, id),
  audit: (_, { id }) => ({ subject: `factor:${id}` }),
  run: ({ tx, input, scoped }) => nameFactor(tx, scoped.id, input.name),
  messages: RENAME_WORDS,
})

export const removeFactor = defineAction({
  name: 'factor.remove',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: factorInput,
  scope: (tx, { id }, actor) => findOwnFactor(tx, actor, id),
  audit: (_, { id, kind }) => ({ subject: `factor:${id}`, details: { kind } }),
  run: async ({ tx, actor, scoped, request }) => {
    const removed = await takeFactor(tx, actor, scoped)
    const what = scoped.kind === 'passkey' ? 'A passkey was removed.' : 'The authenticator was removed.'
    if (removed.ok) await tellOfChange(tx, actor, what, request)
    return removed
  },
  messages: REMOVE_WORDS,
})

/** Ten new recovery codes; those before are void. */
export const renewCodes = defineAction({
  name: 'factor.renewCodes',
  permission: oneself('people choose their own factors'),
  confirmed: true,
  input: nothingInput,
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({}),
  run: async ({ tx, actor, request }) => {
    if (!(await hasSecondFactor(tx, actor.accountId))) return fail('no-factor')
    const codes = await renewRecoveryCodes(tx, actor.accountId)
    await tellOfChange(tx, actor, 'New recovery codes were made; the old ones are void.', request)
    return ok({ codes })
  },
  messages: { 'no-factor': 'Recovery codes stand in for a second factor: set one up first.' },
})

export const changePassword = defineAction({
  name: 'account.changePassword',
  permission: oneself('people set their own password'),
  confirmed: true,
  input: changePasswordInput,
  prepare: ({ actor, input, request }) => preparePassword(actor, input, request.address),
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({}),
  run: async ({ tx, actor, prepared, request }) => {
    await setPassword(tx, actor, prepared)
    await tellOfChange(tx, actor, 'Your password was changed.', request)
    return ok(null)
  },
  messages: CHANGE_WORDS,
})

/** Ends one device of theirs, from its next request on. */
export const signOutDevice = defineAction({
  name: 'device.revoke',
  permission: oneself('people end their own devices, which takes nothing from anybody else'),
  input: deviceInput,
  scope: (tx, { id }, actor) => findOwnDevice(tx, actor, id),
  audit: (_, { id }) => ({ subject: `device:${id}` }),
  run: async ({ tx, actor, scoped, request }) => {
    await revokeDevice(tx, scoped.id, { ...authorOf(actor, request), action: 'device.revoke' })
    return ok(null)
  },
  messages: {},
})

/** Ends all their devices but this one. */
export const signOutOthers = defineAction({
  name: 'device.revoke',
  permission: oneself('people end their own devices, which takes nothing from anybody else'),
  input: nothingInput,
  scope: (tx, _, actor) => lockOwner(tx, actor),
  audit: () => ({ details: { which: 'others' } }),
  run: async ({ tx, actor, request }) => ok({ ended: await endOtherDevices(tx, actor, request) }),
  messages: {},
})
