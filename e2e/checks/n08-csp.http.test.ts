import { afterAll, beforeAll, expect, test } from 'vitest'
import { PAGES } from '../kit/addresses.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Answer } from '../kit/visitor.ts'

/** N8: what a page may run is said anew in each answer, and by nobody but us. That pages keep to it, every story shows. */
const ANSWERS = Number(process.env.GAVEL_NONCES ?? 300)
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

const policyOf = ({ headers }: Answer) => String(headers['content-security-policy'])
const nonceOf = (answer: Answer) => /'nonce-([\w+/=]{22,})'/.exec(policyOf(answer))?.[1] ?? ''

test('no nonce is used twice', async () => {
  const nonces = new Set<string>()
  for (let answered = 0; answered < ANSWERS; answered++)
    nonces.add(nonceOf(await site.visitor().send('GET', '/api/health')))
  expect(nonces.size).toBe(ANSWERS)
  expect(nonces).not.toContain('')
})

test('scripts run by the nonce of their own answer and by nothing else', async () => {
  const { visitor } = await site.signedIn('admin')
  for (const path of PAGES) {
    const answer = await visitor.send('GET', path)
    const rules = new Map(
      policyOf(answer)
        .split('; ')
        .map((rule) => [rule.split(' ')[0], rule]),
    )
    expect([path, rules.get('script-src')]).toEqual([
      path,
      `script-src 'self' 'nonce-${nonceOf(answer)}' 'strict-dynamic'`,
    ])
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect([path, [...rules.values()]]).toEqual([path, expect.arrayContaining([rule])])
    expect(rules.get('form-action')).toBe("form-action 'self'")
    const scripts = [...answer.body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonceOf(answer)}"`))).toEqual([])
  }
})

test('a policy that comes in with the request is not ours', async () => {
  const evil = { 'content-security-policy': "script-src 'nonce-evilevilevilevilevilev'", 'x-nonce': 'evil' }
  for (const path of ['/sign-in', '/nothing/here', '/api/health']) {
    const answer = await site.visitor().send('GET', path, { headers: evil })
    expect(nonceOf(answer)).not.toBe('')
    expect(JSON.stringify(answer.headers) + answer.body).not.toContain('evil')
  }
})
