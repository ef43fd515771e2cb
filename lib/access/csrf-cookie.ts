import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/**
 * The cookie next-auth compares a form with. It sets it itself only when asked by a script; the sign-in page has it set
 * before, so that the form works in a browser without scripts. (Beside it stands our own origin rule.)
 */
export function makeCsrfCookie(secret: string): string {
  const token = randomBytes(32).toString('hex')
  return `${token}|${digest(token, secret)}`
}

/** The token a form sends along; null when the cookie is not one of ours. */
export function csrfTokenOf(cookie: string | undefined, secret: string): string | null {
  const [token = '', hash] = cookie?.split('|') ?? []
  return hash === digest(token, secret) ? token : null
}

function digest(token: string, secret: string): string {
  return createHash('sha256').update(`${token}${secret}`).digest('hex')
}
