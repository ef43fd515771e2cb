import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** A secret in the form in which Standard Webhooks passes one on: 32 random bytes. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

export type Message = { id: string; timestamp: number; body: string }

/**
 * The heads of a message, as Standard Webhooks says: a receiver takes what one of the signatures fits, so that one secret can
 * take the other's place without a moment in which nothing fits.
 */
export function signedHeaders(secrets: readonly string[], message: Message): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': secrets.map((secret) => signature(secret, message)).join(' '),
  }
}

function signature(secret: string, { id, timestamp, body }: Message): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
