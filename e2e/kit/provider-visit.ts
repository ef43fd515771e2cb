import { csrfTokenIn } from './csrf-token.ts'
import type { Answer, Visitor } from './visitor.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** Presses "Continue with ..." as a browser without scripts would; answers where that leads. */
export async function leaveForProvider(visitor: Visitor, callbackUrl = '/live'): Promise<string> {
  const page = await visitor.send('GET', '/sign-in')
  const csrfToken = csrfTokenIn(page.body)
  const answer = await visitor.send('POST', '/api/auth/signin/organisation', {
    headers: FORM,
    body: new URLSearchParams({ csrfToken, callbackUrl }).toString(),
  })
  return String(answer.headers.location)
}

/** What the provider that asks nothing sends the browser back with. */
export async function backFromProvider(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' })
  return answer.headers.get('location') ?? ''
}

/** Opens the address that the provider sent somebody back to. */
export function comeBack(visitor: Visitor, url: string): Promise<Answer> {
  const { pathname, search } = new URL(url)
  return visitor.send('GET', pathname + search, { headers: { 'sec-fetch-site': 'cross-site' } })
}

/** The whole way, at a provider that asks nothing. */
export async function signInByProvider(visitor: Visitor): Promise<Answer> {
  return comeBack(visitor, await backFromProvider(await leaveForProvider(visitor)))
}

/** Where an answer leads in the end, followed on our own site. */
export async function landing(visitor: Visitor, answer: Answer): Promise<{ path: string; body: string }> {
  let now = answer
  let path = ''
  for (let hops = 0; now.headers.location && hops < 6; hops++) {
    const { pathname, search } = new URL(String(now.headers.location), 'http://127.0.0.1')
    path = pathname + search
    now = await visitor.send('GET', path)
  }
  return { path, body: now.body }
}
