/** `1_` or `2_`, then base64url of `~key~location~date~random~`: clients and SDKs read the key out of it. */
const SESSION_ID = /^[12]_[A-Za-z0-9_-]+=*$/

export const createSessionId = (key: string, now: Date, random: string): string =>
  `1_${Buffer.from(`1~${key}~127.0.0.1~${now.getTime()}~${random}~`).toString('base64url')}`

/** The project's key inside a session ID, or null when it is not one. */
export const keyOfSessionId = (sessionId: string): string | null => {
  if (sessionId.length > 255 || !SESSION_ID.test(sessionId)) return null
  const fields = Buffer.from(sessionId.slice(2), 'base64url').toString('latin1').split('~')
  return fields[1] ?? null
}
