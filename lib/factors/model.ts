/** How somebody shows who they are besides a password, and where they are signed in, as pages and doors see it. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { SignedInDevice } from '#lib/access/model.ts'
import { idSchema } from '#lib/system/ids.ts'

export type FactorView = { id: string; name: string; createdAt: string; lastUsedAt: string | null }

/** A device of one's own; `mine` is the one that asks. */
export type DeviceView = SignedInDevice & { mine: boolean }

/** All of somebody's own page about signing in. */
export type SecurityPage = {
  email: string
  hasPassword: boolean
  /** Their organisation's sign-in is their only way in, and where their address is changed. */
  onlyByProvider: boolean
  /** How many characters a new one must have. */
  shortestPassword: number
  authenticator: FactorView | null
  passkeys: FactorView[]
  codesLeft: number
  /** A role of theirs asks for two factors: the last one stays. */
  needsTwoFactors: boolean
  /** False where the console has no name that a passkey could be bound to. */
  passkeysWork: boolean
  devices: DeviceView[]
}

/** Which ways a half-made sign-in can be made whole. */
export type FactorWays = { authenticator: boolean; passkey: boolean }

/** What the browser is to ask a passkey. */
export type PasskeyQuestion = { challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }
/** What the browser needs to make a passkey. */
export type PasskeyOffer = { challengeId: string; options: PublicKeyCredentialCreationOptionsJSON }

/** A new authenticator: its seed to be typed, or as the squares of a code to be photographed (an SVG path). */
export type AuthenticatorOffer = { secret: string; uri: string; square: { size: number; path: string } }

/** How somebody may show once more who they are. */
export type ConfirmWays = { password: boolean; passkey: PasskeyQuestion | null }

/** After a factor was added: recovery codes, if it was the first. Shown once. */
export type FactorAdded = { codes: string[] | null }

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/)
const attachment = z.enum(['platform', 'cross-platform']).nullish()
/** What extensions say; nothing here is believed. */
const extensions = z.record(z.string().max(40), z.unknown())

export const passkeyAnswerInput = z.strictObject({
  challengeId: idSchema,
  answer: z.strictObject({
    id: base64url(1_400),
    rawId: base64url(1_400),
    type: z.literal('public-key'),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
    response: z.strictObject({
      clientDataJSON: base64url(4_000),
      authenticatorData: base64url(4_000),
      signature: base64url(4_000),
      userHandle: base64url(100).nullish(),
    }),
  }),
})

export type PasskeyAnswer = z.output<typeof passkeyAnswerInput>

export const passkeyMadeInput = z.strictObject({
  challengeId: idSchema,
  name: z.string().max(400),
  made: z.strictObject({
    id: base64url(1_400),
    rawId: base64url(1_400),
    type: z.literal('public-key'),
    authenticatorAttachment: attachment,
    clientExtensionResults: extensions,
    response: z.strictObject({
      clientDataJSON: base64url(4_000),
      attestationObject: base64url(40_000),
      authenticatorData: base64url(4_000).optional(),
      transports: z.array(z.string().max(40)).max(10).optional(),
      publicKeyAlgorithm: z.number().optional(),
      publicKey: base64url(4_000).optional(),
    }),
  }),
})

export type PasskeyMade = z.output<typeof passkeyMadeInput>

/** Six digits, or a recovery code; however they are spaced. */
export const codeInput = z.strictObject({ code: z.string().trim().min(1).max(60) })

export const nothingInput = z.strictObject({})
export const factorInput = z.strictObject({ id: idSchema })
export const renameInput = z.strictObject({ id: idSchema, name: z.string().max(400) })
export const deviceInput = z.strictObject({ id: idSchema })

/** `current` is empty for who has no password yet. */
export const changePasswordInput = z.strictObject({
  current: z.string().max(1_024),
  password: z.string().min(1).max(1_024),
})
