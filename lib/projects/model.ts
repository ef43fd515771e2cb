/** Projects as their administration sees them, and what its doors take. Plain data; no view holds a secret. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export type PlatformName = 'opentok' | 'vonage'

/** One row of the list. */
export type ProjectRow = {
  id: string
  name: string
  platform: PlatformName
  /** The API key, or the application ID. */
  platformId: string
  /** Null for the platform's public address. */
  apiUrl: string | null
  /** False: its callbacks prove themselves by a secret in their address. */
  signed: boolean
  reconciledAt: string | null
  trouble: string | null
  pausedAt: string | null
  /** Sessions that are live now. */
  live: number
}

/** A secret as it may be seen: that it is there, and since when. */
export type SecretView = {
  setAt: string
  /** Who set it; null for the installation's settings. */
  by: string | null
  /** Until when the one before it is good too. */
  oldValidUntil: string | null
}

export type ProjectChange = { id: string; what: ProjectDeed; by: string | null; at: string }

/** What can have been done to a project, by the last part of its door's name. */
export const PROJECT_DEEDS = [
  'add',
  'replaceSecret',
  'replaceSignature',
  'changeAddress',
  'replacePathSecret',
  'archivePolicy',
  'reviewRules',
  'pause',
  'resume',
  'remove',
  'settings',
] as const
export type ProjectDeed = (typeof PROJECT_DEEDS)[number]

export type ProjectPage = ProjectRow & {
  secret: SecretView | null
  signature: SecretView | null
  /** Where callbacks come in; of unsigned projects, without the secret at its end. */
  callbackUrl: string
  /** The installation's settings name it, and set it again at each start. */
  inSettings: boolean
  changes: ProjectChange[]
}

/** What a door gives once and nobody can look up again. */
export type MadeAddress = { callbackUrl: string }
export type AddedProject = { projectId: string; callbackUrl: string; signed: boolean }

const secret = z.string().min(1).max(10_000).transform(unfolded)
const signatureSecret = z.string().trim().min(16).max(200)
const apiUrl = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text.replace(/\/+$/, '') || null)

/** A key pasted from an environment file has its line breaks written out, one from Windows has two characters for each. */
function unfolded(text: string): string {
  const clean = text.trim()
  return clean.startsWith('-----BEGIN')
    ? `${clean.replaceAll('\\n', '\n').replaceAll('\r\n', '\n')}\n`
    : clean
}

export const addProjectInput = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    platform: z.enum(['opentok', 'vonage']),
    platformId: z.string().trim().min(1).max(100),
    secret,
    /** Without one its callbacks are not signed. */
    signatureSecret: signatureSecret.optional(),
    apiUrl,
  })
  .refine(
    ({ platform, platformId }) =>
      platform === 'opentok' ? /^\d{1,20}$/.test(platformId) : z.uuid().safeParse(platformId).success,
    { error: 'An API key is digits, an application ID a UUID.', path: ['platformId'] },
  )

export const projectInput = z.strictObject({ projectId: idSchema })
export const replaceSecretInput = z.strictObject({ projectId: idSchema, secret })
export const replaceSignatureInput = z.strictObject({ projectId: idSchema, signatureSecret })
/** Where credentials go changes only for who has them. */
export const changeAddressInput = z.strictObject({ projectId: idSchema, apiUrl, secret })
export const removeProjectInput = z.strictObject({ projectId: idSchema, name: z.string().trim().max(200) })

export type AddProjectInput = z.output<typeof addProjectInput>
