import { generateSync } from 'otplib/functional'
import type { PasskeyOffer, PasskeyQuestion } from '#lib/factors/model.ts'
import { actionNamed, callAction, replyOf, SAME_ORIGIN } from './action-index.ts'
import type { Person, Site } from './site.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'
import type { Visitor } from './visitor.ts'

/** Doors that set a cookie, by the page that has them: called at another one, the framework answers without the cookie. */
const PAGE: Record<string, string> = {
  passByCode: '/sign-in/factor',
  passByPasskey: '/sign-in/factor',
  finishFirstAuthenticator: '/sign-in/set-up',
  finishFirstPasskey: '/sign-in/set-up',
}

/** Calls a door by its name, as its page's script would. */
export async function knock(site: Site, visitor: Visitor, name: string, input: unknown = {}) {
  const { id } = actionNamed(site.buildDir, name)
  return replyOf(await callAction(visitor, id, input, SAME_ORIGIN, PAGE[name]))
}

/** What an authenticator shows, so many steps of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + steps * 30 })
}

/** Somebody with this role who has signed in by the password and no further. */
export async function halfSignedIn(site: Site, person: Person, node = 0): Promise<Visitor> {
  const visitor = site.visitor(node)
  await visitor.signIn(person.email, person.password)
  return visitor
}

/** Somebody who has an authenticator; `secret` is its seed, and no code of it has been used. */
export async function withAuthenticator(site: Site, role = 'moderator') {
  const person = await site.somebody(role)
  const visitor = await halfSignedIn(site, person)
  const { id } = actionNamed(site.buildDir, 'beginAuthenticator')
  const begun = await callAction(visitor, id, {})
  const secret = /"secret":"([A-Z2-7]{32})"/.exec(begun.body)?.[1] ?? ''
  const finished = await knock(site, visitor, 'finishAuthenticator', { code: codeOf(secret) })
  if (!finished?.ok) throw new Error(`No authenticator was set up: ${finished?.code}`)
  await letStepsPass(site, person.accountId)
  const { codes } = finished.value as { codes: string[] } // of FactorAdded, the first factor
  return { ...person, secret, codes, visitor }
}

/** As if no code had been used yet: the test does not wait for the next half minute. */
export async function letStepsPass(site: Site, accountId: string): Promise<void> {
  await site.db.factor.updateMany({ where: { accountId, kind: 'totp' }, data: { lastStep: null } })
}

/** Somebody who has a passkey. */
export async function withPasskey(site: Site, role = 'moderator') {
  const person = await site.somebody(role)
  const visitor = await halfSignedIn(site, person)
  const passkey = new SoftwareAuthenticator(site.nodes[0]?.url ?? '')
  const offer = await knock(site, visitor, 'beginPasskey')
  const added = await knock(site, visitor, 'addPasskey', passkey.make(offer?.value as PasskeyOffer))
  if (!added?.ok) throw new Error(`No passkey was added: ${added?.code} ${added?.message}`)
  return { ...person, passkey, visitor }
}

/** A question of the sign-in page, for any passkey. */
export async function askedToSignIn(site: Site, visitor: Visitor): Promise<PasskeyQuestion> {
  const asked = await knock(site, visitor, 'askToSignIn')
  if (!asked?.ok) throw new Error(`Nothing was asked: ${asked?.code}`)
  return asked.value as PasskeyQuestion // of the door, which a check of types holds to it
}
