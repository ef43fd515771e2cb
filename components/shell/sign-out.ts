let leaving = false

/** Whether this page is on its way out: what is ended then takes it nowhere else. */
export const isLeaving = (): boolean => leaving

/** Ends this device's session on the server, then leaves. Throws when the server cannot be reached: then nothing has ended. */
export async function signOut(): Promise<void> {
  leaving = true
  try {
    await endSession()
  } catch (error) {
    leaving = false
    throw error
  }
  location.assign('/sign-in')
}

async function endSession(): Promise<void> {
  const token = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const { csrfToken }: { csrfToken: string } = await token.json()
  const answer = await fetch('/api/auth/signout', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/sign-in' }),
  })
  if (!answer.ok) throw new Error(`Signing out was answered ${answer.status}`)
}
