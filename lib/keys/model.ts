/** Keys for programs, as their administration sees them. No view holds a key. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export type KeyState = 'good' | 'expired' | 'revoked' | 'asleep'

export type KeyRow = {
  id: string
  name: string
  /** Its first characters, by which it is known again. */
  prefix: string
  scopes: string[]
  /** Null: all projects. */
  project: { id: string; name: string } | null
  madeBy: string
  madeAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  /** `asleep`: whoever made it is deactivated, or may not do any of it any more. */
  state: KeyState
}

/** Where somebody may make keys, and for what. */
export type KeyChoices = {
  projects: { id: string; name: string }[]
  everywhere: boolean
  scopes: { id: string; words: string }[]
}

/** Shown once. */
export type MadeKey = { key: string }

const KEY_DAYS = [30, 90, 365] as const

export const makeKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string().max(50)).min(1).max(10),
  /** Null for all projects. */
  projectId: idSchema.nullable(),
  /** Null: until it is revoked. */
  days: z.union(KEY_DAYS.map((days) => z.literal(days))).nullable(),
})
export const revokeKeyInput = z.strictObject({ keyId: idSchema })

export type MakeKeyInput = z.output<typeof makeKeyInput>
