import { globSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { deployedRoutes } from '../kit/route-index.ts'
import { codeOf, halfSignedIn, knock, withAuthenticator } from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'
import PUBLIC_ACTIONS from './public-actions.json' with { type: 'json' }
import PUBLIC_ROUTES from './public-routes.json' with { type: 'json' }

/** U10: who has only given a password gets nowhere but to the second factor, or to setting one up. */
let site: Site
beforeAll(async () => {
  site = await sharedSite()
  await site.db.role.update({ where: { key: 'lead' }, data: { needsTwoFactors: true } })
}, 600_000)
afterAll(() => site?.end())

const ID = '01932f5e-0000-7000-8000-000000000000'
/** Every page of the console, its parameters filled in. */
const pages = globSync('app/(console)/**/page.tsx').map((file) =>
  file
    .replace('app/(console)', '')
    .replace('/page.tsx', '')
    .replaceAll(/\[[^\]]+\]/g, ID),
)

const DUE = {
  stage: 'factorDue',
  place: '/sign-in/factor',
  half: async () => halfSignedIn(site, await withAuthenticator(site)),
}
const MISSING = {
  stage: 'factorMissing',
  place: '/sign-in/set-up',
  half: async () => halfSignedIn(site, await site.somebody('lead')),
}

describe.each([DUE, MISSING])('a sign-in at stage $stage', ({ place, half }) => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await half()
  })

  test('is led from every page to its next step, and back afterwards', async () => {
    expect(pages).toContain('/me/security')
    for (const page of pages) {
      const { status, headers } = await visitor.copy().send('GET', page)
      expect([page, status, headers.location]).toEqual([
        page,
        307,
        `${place}?next=${encodeURIComponent(page)}`,
      ])
    }
    const elsewhere = await visitor.copy().send('GET', '/sign-in?next=https://evil.example/')
    expect(elsewhere.headers.location).toBe(`${place}?next=%2Flive`)
    expect((await visitor.copy().send('GET', place)).status).toBe(200)
  })

  test('is signed out for every action that is not for everyone', async () => {
    const closed = deployedActions(site.buildDir).filter(({ name }) => !Object.hasOwn(PUBLIC_ACTIONS, name))
    expect(closed.length).toBeGreaterThan(20)
    for (const { id, name } of closed) {
      const reply = replyOf(await callAction(visitor.copy(), id, {}))
      expect([name, reply?.code]).toEqual([name, 'signed-out'])
    }
  })

  test('is answered 401 by every route that is not for everyone, and is nobody to the session', async () => {
    const closed = deployedRoutes(site.buildDir).filter(({ file }) => !Object.hasOwn(PUBLIC_ROUTES, file))
    expect(closed.length).toBeGreaterThan(2)
    for (const { path } of closed) {
      const read = (await visitor.copy().send('GET', path)).status
      const headers = { 'sec-fetch-site': 'same-origin' }
      const status = read === 405 ? (await visitor.copy().send('POST', path, { headers })).status : read
      expect([path, status]).toEqual([path, 401])
    }
    const session = await visitor.copy().send('GET', '/api/auth/session')
    expect(JSON.parse(session.body).user ?? {}).toEqual({})
  })

  test('is over after ten minutes, and at once when it is left', async () => {
    const [late, left] = [await half(), await half()]
    await site.db.$executeRaw`
      UPDATE "Device" SET "createdAt" = now() - interval '11 minutes'
      WHERE "id" = (SELECT "id" FROM "Device" WHERE "stage" <> 'full' ORDER BY "id" DESC OFFSET 1 LIMIT 1)`
    expect((await late.send('GET', place)).headers.location).toBe('/sign-in?next=%2Flive')
    const { csrfToken } = JSON.parse((await left.send('GET', '/api/auth/csrf')).body)
    const thief = left.copy()
    await left.send('POST', '/api/auth/signout', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrfToken, json: 'true' }).toString(),
    })
    expect((await thief.send('GET', place)).headers.location).toBe('/sign-in?next=%2Flive')
  })
})

describe('the doors of one stage are not those of another', () => {
  const SET_UP = ['beginFirstAuthenticator', 'beginFirstPasskey'] as const

  test('who has a second factor sets up no other one instead of using it', async () => {
    const person = await withAuthenticator(site)
    const half = await halfSignedIn(site, person)
    for (const name of SET_UP) expect((await knock(site, half, name))?.code).toBe('not-found')
    const finish = await knock(site, half, 'finishFirstAuthenticator', { code: codeOf(person.secret) })
    expect(finish?.code).toBe('not-found')
  })

  test('who set one up meanwhile is asked for it: an older half-made sign-in sets up nothing more', async () => {
    const person = await site.somebody('lead')
    const [owner, thief] = [await halfSignedIn(site, person), await halfSignedIn(site, person)]
    const begun = await knockBody(owner, 'beginFirstAuthenticator')
    const secret = /"secret":"([A-Z2-7]{32})"/.exec(begun)?.[1] ?? ''
    const finished = await knock(site, owner, 'finishFirstAuthenticator', { code: codeOf(secret) })
    expect(finished?.ok).toBe(true)
    expect((await owner.send('GET', '/live')).status).toBe(200)
    for (const name of SET_UP) expect((await knock(site, thief, name))?.code).toBe('not-found')
  })

  test('who is nobody, or wholly signed in, is let through none of them', async () => {
    const { visitor } = await site.signedIn('moderator')
    for (const name of [...SET_UP, 'askForFactor'])
      for (const caller of [site.visitor(), visitor.copy()])
        expect((await knock(site, caller, name))?.code).toBe('not-found')
    expect((await knock(site, visitor.copy(), 'passByCode', { code: '123456' }))?.code).toBe('not-found')
  })

  async function knockBody(visitor: Visitor, name: string): Promise<string> {
    const action = deployedActions(site.buildDir).find((one) => one.name === name)
    return (await callAction(visitor, action?.id ?? '', {})).body
  }
})
