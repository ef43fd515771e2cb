const KEY = 'sign-in-email'

/**
 * Keeps in this tab who is signing in, for the form that comes back after a wrong password. Not in the address, which
 * servers on the way write down.
 */
export function keepEmail(email: string): void {
  sessionStorage.setItem(KEY, email)
}

export function keptEmail(): string {
  return sessionStorage.getItem(KEY) ?? ''
}

export function forgetEmail(): void {
  sessionStorage.removeItem(KEY)
}
