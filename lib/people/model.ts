import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const until = z.iso.datetime({ offset: true }).nullable().default(null)

/** One role at one place, as it is asked for. `projectId` null: in all projects; `until` null: for good. */
export const roleAt = z.strictObject({
  roleId: idSchema,
  projectId: idSchema.nullable().default(null),
  until,
})
export type RoleAt = z.output<typeof roleAt>

export const inviteInput = z.strictObject({
  name: text(80),
  email: z.string().trim().max(254),
  roles: z.array(roleAt).min(1).max(20),
})
export const linkInput = z.strictObject({ linkId: idSchema })
export const acceptInput = z.strictObject({ name: text(80), password: z.string().min(1).max(1_024) })
export const personInput = z.strictObject({ accountId: idSchema })
export const deviceInput = z.strictObject({ deviceId: idSchema })
export const grantInput = z.strictObject({ accountId: idSchema, role: roleAt })
export const takeInput = z.strictObject({ holdingId: idSchema })
export const eraseInput = z.strictObject({ accountId: idSchema, name: z.string().max(80) })
export const addressInput = z.strictObject({ email: z.string().trim().min(1).max(254) })
export const resetAskInput = z.strictObject({ email: z.string().trim().min(3).max(254) })
export const newPasswordInput = z.strictObject({ password: z.string().min(1).max(1_024) })

export const newRoleInput = z.strictObject({
  name: text(40),
  description: z.string().trim().max(200).default(''),
  basedOn: idSchema,
})
export const roleInput = z.strictObject({
  roleId: idSchema,
  /** The version that was edited: saving over somebody else's change is refused. */
  version: z.int(),
  name: text(40),
  description: z.string().trim().max(200),
  permissions: z.array(z.string().max(60)).max(200),
  needsTwoFactors: z.boolean(),
})
export const roleIdInput = z.strictObject({ roleId: idSchema })
export const policyInput = z.strictObject({
  idleMinutesAdmin: z.int().min(5).max(720),
  idleMinutes: z.int().min(5).max(1_440),
  absoluteHours: z.int().min(1).max(720),
})
export type Policy = z.output<typeof policyInput>

/** A role somebody holds, as pages show it. */
export type HoldingView = {
  id: string
  roleId: string
  roleName: string
  projectId: string | null
  projectName: string | null
  until: string | null
  givenBy: string | null
  since: string
  /** Whether the reader may take it away. */
  mayTake: boolean
}

export type PersonView = {
  id: string
  name: string
  email: string
  state: 'active' | 'deactivated' | 'erased'
  /** Whether they sign in with two factors. */
  twoFactors: boolean
  lastSeenAt: string | null
  holdings: HoldingView[]
}

export type InviteView = {
  id: string
  name: string
  email: string
  invitedBy: string | null
  expiresAt: string
  roles: { roleName: string; projectName: string | null }[]
}

export type RoleView = {
  id: string
  key: string
  name: string
  description: string
  builtIn: boolean
  permissions: string[]
  needsTwoFactors: boolean
  version: number
  people: { id: string; name: string; projectName: string | null; openNow: boolean }[]
}

export type RoleOption = { id: string; name: string; builtIn: boolean; mayGive: boolean }
export const nothingInput = z.strictObject({})

/** A letter that waits in the demo's outbox. */
export type LetterView = { id: string; to: string; subject: string; text: string; at: string }

/** What a link to a new address would change. `taken`: somebody has an account with that address already. */
export type NewAddressView = { from: string; to: string; taken: boolean }
