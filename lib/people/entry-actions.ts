'use server'

import { anyone } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { enter } from '#lib/access/enter.ts'
import { prepareHash } from '#lib/access/prepare-hash.ts'
import { hasSecondFactor } from '#lib/access/second-factor.ts'
import { stageOf } from '#lib/access/start-device.ts'
import { mayTrySignIn, throttleKeys } from '#lib/access/throttle-sign-in.ts'
import { database } from '#lib/system/database.ts'
import { ok } from '#lib/system/result.ts'
import { acceptInvite as accept } from './accept-invite.ts'
import { openLink } from './account-links.ts'
import { canonicalAddress } from './canonical-address.ts'
import { currentLink } from './current-link.ts'
import { forgetLinkToken, linkToken } from './link-cookie.ts'
import { acceptInput, newPasswordInput, resetAskInput } from './model.ts'
import { words } from './refusal-words.ts'
import { noteResetAsked, setPasswordByLink } from './reset-password.ts'

/** Makes the account that an invite promised, and signs it in. */
export const acceptInvite = defineAction({
  name: 'account.accept',
  permission: anyone('the invite is the key: there is no account yet'),
  input: acceptInput,
  prepare: async ({ input }) =>
    (await currentLink('invite')) ? prepareHash(input.password, [input.name]) : ok(''),
  scope: async (tx) => {
    const link = await openLink(tx, 'invite', await linkToken())
    return link && { projectId: null, link }
  },
  audit: (_, { link }) => ({ subject: `accountInvite:${link.id}` }),
  run: async ({ tx, scoped, input, prepared, request }) => {
    const made = await accept(tx, scoped.link, { name: input.name, passwordHash: prepared })
    if (!made.ok) return made
    const { accountId } = made.value
    const stage = await stageOf(tx, accountId, 'password')
    await enter(tx, { accountId, method: 'password', stage }, request)
    await forgetLinkToken()
    return ok(null)
  },
  messages: words('void', 'email-taken', 'weak-password', 'busy'),
})

/** Asks for a new password. The answer is the same for every address, whether somebody has an account or not. */
export const askForReset = defineAction({
  name: 'account.askForReset',
  permission: anyone('who has forgotten their password cannot sign in'),
  input: resetAskInput,
  prepare: async ({ input, request }) => {
    const email = canonicalAddress(input.email)
    const keys = throttleKeys(`reset ${email ?? ''}`, request.address)
    return ok((await mayTrySignIn(database(), keys)) ? email : null)
  },
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: async ({ tx, prepared }) => {
    if (prepared !== null) await noteResetAsked(tx, prepared)
    return ok(null)
  },
  messages: {},
})

/** Sets a new password by the link that was sent. It signs nobody in: a second factor is asked for as ever. */
export const setNewPassword = defineAction({
  name: 'account.resetPassword',
  permission: anyone('the link that was sent is the key'),
  input: newPasswordInput,
  prepare: async ({ input }) => {
    const link = await currentLink('reset')
    if (!link?.accountId) return ok('')
    const secondFactor = await hasSecondFactor(database(), link.accountId)
    return prepareHash(input.password, [link.name, link.email], { secondFactor })
  },
  scope: async (tx) => {
    const link = await openLink(tx, 'reset', await linkToken())
    return link && { projectId: null, link }
  },
  audit: (_, { link }) => ({ subject: `account:${link.accountId}` }),
  run: async ({ tx, scoped, prepared }) => {
    await setPasswordByLink(tx, scoped.link, prepared)
    await forgetLinkToken()
    return ok(null)
  },
  messages: words('weak-password', 'busy'),
})
