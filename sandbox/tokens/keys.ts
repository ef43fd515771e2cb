/**
 * Who signs for a project. OpenTok: the API key names it and the shared secret signs (HS256).
 * Vonage: the application ID names it and its private key signs (RS256); the platform keeps the public one.
 */
export type OpenTokKey = { kind: 'opentok'; apiKey: string; apiSecret: string }
export type VonageSigningKey = { kind: 'vonage'; applicationId: string; privateKey: string }
export type VonageVerifyingKey = { kind: 'vonage'; applicationId: string; publicKey: string }

export type SigningKey = OpenTokKey | VonageSigningKey
export type VerifyingKey = OpenTokKey | VonageVerifyingKey

/** The name under which a project appears in paths (`{P}`). */
export const keyId = (key: SigningKey | VerifyingKey): string =>
  key.kind === 'opentok' ? key.apiKey : key.applicationId
