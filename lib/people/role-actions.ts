'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { ok } from '#lib/system/result.ts'
import { findPerson } from './find-person.ts'
import { findHolding, giveRole as give, takeRole as take } from './give-role.ts'
import {
  grantInput,
  newRoleInput,
  nothingInput,
  policyInput,
  roleIdInput,
  roleInput,
  takeInput,
} from './model.ts'
import { words } from './refusal-words.ts'
import { createRole as create, findRole, deleteRole as remove, saveRole as save } from './save-role.ts'

const MORE = 'more-than-you-hold'

/** Gives somebody a role at one place, for good or until then. */
export const giveRole = defineAction({
  name: 'role.grant',
  permission: 'role.grant',
  confirmed: true,
  input: grantInput,
  scope: async (tx, { accountId, role }) => {
    const person = await findPerson(tx, accountId)
    return person && { projectId: role.projectId, person }
  },
  audit: ({ role }, { person }) => ({ subject: `account:${person.id}`, details: { ...role } }),
  run: ({ actor, tx, scoped, input }) => give(tx, actor, scoped.person, input.role),
  messages: words('yourself', 'deactivated', 'no-such-role', MORE, 'past', 'last-admin'),
})

/** Takes a role away from somebody. */
export const takeRole = defineAction({
  name: 'role.take',
  permission: 'role.grant',
  confirmed: true,
  input: takeInput,
  scope: (tx, { holdingId }) => findHolding(tx, holdingId),
  audit: (_, { person, roleId, projectId }) => ({
    subject: `account:${person.id}`,
    details: { roleId, projectId },
  }),
  run: ({ actor, tx, scoped }) => take(tx, actor, scoped),
  messages: words(MORE, 'last-admin'),
})

/** Makes a role that allows what another does. */
export const createRole = defineAction({
  name: 'role.create',
  permission: 'role.manage',
  confirmed: true,
  input: newRoleInput,
  scope: (tx, { basedOn }) => findRole(tx, basedOn),
  audit: ({ name }, { id }) => ({ subject: 'role', details: { name, basedOn: id } }),
  run: ({ actor, tx, scoped, input }) => create(tx, actor, scoped, input),
  messages: words(MORE, 'built-in', 'changed-meanwhile', 'name-taken', 'unknown-permission'),
})

/** Changes what a role is called, what it allows, and whether it asks for two factors. */
export const saveRole = defineAction({
  name: 'role.change',
  permission: 'role.manage',
  confirmed: true,
  input: roleInput,
  scope: (tx, { roleId }) => findRole(tx, roleId),
  audit: ({ name, permissions, needsTwoFactors }, before) => ({
    subject: `role:${before.id}`,
    details: {
      before: {
        name: before.name,
        permissions: before.permissions,
        needsTwoFactors: before.needsTwoFactors,
      },
      after: { name, permissions, needsTwoFactors },
    },
  }),
  run: ({ actor, tx, scoped, input }) => save(tx, actor, scoped, input),
  messages: words(MORE, 'built-in', 'changed-meanwhile', 'name-taken', 'unknown-permission'),
})

/** Takes a role out of the world. */
export const deleteRole = defineAction({
  name: 'role.delete',
  permission: 'role.manage',
  confirmed: true,
  input: roleIdInput,
  scope: (tx, { roleId }) => findRole(tx, roleId),
  audit: (_, { id, name, permissions }) => ({ subject: `role:${id}`, details: { name, permissions } }),
  run: ({ actor, tx, scoped }) => remove(tx, actor, scoped),
  messages: words(MORE, 'built-in', 'changed-meanwhile', 'name-taken', 'unknown-permission'),
})

/** Shows the console as somebody of a role would see it, read only. */
export const seeAs = defineAction({
  name: 'role.seeAs',
  permission: 'role.manage',
  input: roleIdInput,
  scope: (tx, { roleId }) => findRole(tx, roleId),
  audit: (_, { id }) => ({ subject: `role:${id}` }),
  run: async ({ actor, tx, scoped }) => {
    await tx.device.update({ where: { id: actor.deviceId }, data: { seeAsRoleId: scoped.id } })
    return ok(null)
  },
  messages: {},
})

/** Back to what one is. */
export const endSeeAs = defineAction({
  name: 'role.endSeeAs',
  permission: oneself('it is their own view, and narrower than what they hold'),
  whileSeeingAs: true,
  input: nothingInput,
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: async ({ actor, tx }) => {
    await tx.device.update({ where: { id: actor.deviceId }, data: { seeAsRoleId: null } })
    return ok(null)
  },
  messages: {},
})

/** Sets how long a sign-in lasts. Works for everybody at their next request. */
export const savePolicy = defineAction({
  name: 'policy.change',
  permission: 'policy.manage',
  confirmed: true,
  input: policyInput,
  scope: async (tx) => ({
    projectId: null,
    before: await tx.accessPolicy.findUniqueOrThrow({ where: { id: 1 } }),
  }),
  audit: (after, { before }) => ({ subject: 'policy', details: { before, after } }),
  run: async ({ tx, input }) => {
    await tx.accessPolicy.update({ where: { id: 1 }, data: input })
    return ok(null)
  },
  messages: {},
})
