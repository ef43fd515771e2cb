'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { endDevices as endAll, endDevice as endOne } from '#lib/access/end-devices.ts'
import { ok } from '#lib/system/result.ts'
import { deactivatePerson, reactivatePerson } from './change-access.ts'
import { erasePerson } from './erase-person.ts'
import { findDevice, findInvite } from './find-device.ts'
import { findPerson, holdsAllOf } from './find-person.ts'
import { invitePerson } from './invite-person.ts'
import { deviceInput, eraseInput, inviteInput, linkInput, personInput } from './model.ts'
import { words } from './refusal-words.ts'
import { sendResetLink } from './reset-password.ts'

const MORE = 'more-than-you-hold'

/** Invites somebody by e-mail and by a link that is shown once. */
export const invite = defineAction({
  name: 'account.invite',
  permission: 'account.manage',
  confirmed: true,
  input: inviteInput,
  scope: async () => ({ projectId: null }),
  audit: ({ roles }) => ({ subject: 'invite', details: { roles } }),
  run: ({ actor, tx, input }) => invitePerson(tx, actor, input),
  messages: words('bad-address', 'email-taken', 'no-such-role', MORE, 'past'),
})

/** Takes an invite back: its link opens nothing any more. */
export const revokeInvite = defineAction({
  name: 'account.invite.revoke',
  permission: 'account.manage',
  input: linkInput,
  scope: (tx, { linkId }) => findInvite(tx, linkId),
  audit: (_, { id }) => ({ subject: `accountInvite:${id}` }),
  run: async ({ tx, scoped }) => {
    await tx.accountLink.update({ where: { id: scoped.id }, data: { revokedAt: new Date() } })
    return ok(null)
  },
  messages: {},
})

/** Takes somebody's access away, on all devices at once. */
export const deactivate = defineAction({
  name: 'account.deactivate',
  permission: 'account.manage',
  confirmed: true,
  input: personInput,
  scope: (tx, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: ({ actor, tx, scoped }) => deactivatePerson(tx, actor, scoped),
  messages: words('yourself', MORE, 'last-admin'),
})

/** Gives it back as it was. */
export const reactivate = defineAction({
  name: 'account.reactivate',
  permission: 'account.manage',
  confirmed: true,
  input: personInput,
  scope: (tx, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: ({ actor, tx, scoped }) => reactivatePerson(tx, actor, scoped),
  messages: words('yourself', MORE, 'last-admin', 'erased'),
})

/** Removes who somebody is, for good; what they did stays on the record without a name. */
export const erase = defineAction({
  name: 'account.erase',
  permission: 'account.manage',
  confirmed: true,
  input: eraseInput,
  scope: (tx, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: ({ actor, tx, scoped, input }) => erasePerson(tx, actor, scoped, input.name),
  messages: words('yourself', MORE, 'last-admin', 'wrong-name'),
})

/** Sends somebody the link to a new password, to the address on file. */
export const sendReset = defineAction({
  name: 'account.sendReset',
  permission: 'account.manage',
  confirmed: true,
  input: personInput,
  scope: (tx, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: async ({ actor, tx, scoped }) => {
    if (scoped.disabledAt !== null) return { ok: false, failure: 'deactivated' }
    if (!(await holdsAllOf(tx, actor, scoped.id))) return { ok: false, failure: MORE }
    await sendResetLink(tx, scoped, actor.accountId)
    return ok(null)
  },
  messages: words('deactivated', MORE),
})

/** Signs somebody out everywhere. */
export const endDevices = defineAction({
  name: 'device.revokeAll',
  permission: 'account.manage',
  input: personInput,
  scope: (tx, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: async ({ actor, tx, scoped }) => {
    if (!(await holdsAllOf(tx, actor, scoped.id))) return { ok: false, failure: MORE }
    return ok({ ended: await endAll(tx, scoped.id) })
  },
  messages: words(MORE),
})

/** Signs one device of somebody out. */
export const endDevice = defineAction({
  name: 'device.revoke',
  permission: 'account.manage',
  input: deviceInput,
  scope: (tx, { deviceId }) => findDevice(tx, deviceId),
  audit: (_, { id }) => ({ subject: `device:${id}` }),
  run: async ({ actor, tx, scoped }) => {
    if (!(await holdsAllOf(tx, actor, scoped.accountId))) return { ok: false, failure: MORE }
    await endOne(tx, scoped.id)
    return ok(null)
  },
  messages: words(MORE),
})
