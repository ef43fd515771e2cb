import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../kit/eventually.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/** The doors of the record, at a built server. */
let site: Site
let auditor: Visitor
let moderator: Visitor

beforeAll(async () => {
  site = await sharedSite()
  auditor = (await site.signedIn('auditor')).visitor
  moderator = (await site.signedIn('moderator')).visitor
}, 600_000)

afterAll(() => site?.end())

const SAME = { 'sec-fetch-site': 'same-origin' }
const post = (visitor: Visitor, path: string) =>
  visitor.send('POST', path, { headers: { ...SAME, origin: site.nodes[0]?.url ?? '' } })

describe('nobody gets anywhere without the permission:', () => {
  test.each([
    ['GET', '/api/audit/head?after=0'],
    ['POST', '/api/audit/verify'],
    ['GET', '/api/audit/export?format=csv'],
  ])('%s %s', async (method, path) => {
    const ask = (visitor: Visitor) =>
      method === 'POST' ? post(visitor, path) : visitor.send(method, path, { headers: SAME })
    expect((await ask(site.visitor())).status).toBe(401)
    expect((await ask(moderator)).status).toBe(404)
  })
})

test('an export is a file with hashes, and is itself on the record with its filters', async () => {
  const answer = await auditor.send('GET', '/api/audit/export?format=jsonl&action=account.signIn')
  expect(answer.status).toBe(200)
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="gavel-audit-[\d-]+\.jsonl"$/)
  const entries = answer.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(entries.length).toBeGreaterThanOrEqual(2)
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['account.signIn']))
  const kept = await site.db.auditEntry.findFirst({
    where: { action: 'audit.export', phase: 'event' },
    orderBy: { seq: 'desc' },
  })
  expect(kept?.details).toEqual({ format: 'jsonl', action: 'account.signIn' })
})

test('what somebody typed to find a person does not go on the record with their export', async () => {
  const search = 'format=csv&text=Mia+Keller&subject=mia@northlight.example&action=Mia+Keller'
  expect((await auditor.send('GET', `/api/audit/export?${search}`)).status).toBe(200)
  const kept = await site.db.auditEntry.findFirst({
    where: { action: 'audit.export', phase: 'event' },
    orderBy: { seq: 'desc' },
  })
  const none = '(not kept)'
  expect(kept?.details).toEqual({ format: 'csv', text: none, subject: none, action: none })
})

test('a filter that makes no sense is told, not guessed', async () => {
  const page = async (search: string) => (await auditor.send('GET', `/audit${search}`)).body
  expect(await page('?phase=lost')).toMatch(/This filter is not known and was left out: (<!-- -->)?Outcome/)
  expect(await page('?outcome=failed')).not.toContain('left out')
  expect((await auditor.send('GET', '/api/audit/export?format=xls')).status).toBe(400)
  expect((await auditor.send('GET', '/api/audit/export?format=csv&nobody=1')).status).toBe(400)
})

test('the whole log is recomputed when an auditor asks, and never for a page of another origin', async () => {
  const answer = await post(auditor, '/api/audit/verify')
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body)).toMatchObject({ state: 'unbroken' })
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await auditor.send('POST', '/api/audit/verify', { headers: elsewhere })).status).toBe(403)
})

test('whoever may read one project alone may not have all of it recomputed, nor see its page without its entries', async () => {
  const project = await aProject(site.db)
  const { visitor, accountId } = await site.signedIn('reviewer')
  await site.db.roleHolding.deleteMany({ where: { accountId } })
  const lead = await site.db.role.findUniqueOrThrow({ where: { key: 'lead' } })
  await site.db.roleHolding.create({ data: { accountId, roleId: lead.id, projectId: project.id } })
  expect((await post(visitor, '/api/audit/verify')).status).toBe(404)
  const page = await visitor.send('GET', '/audit')
  expect(page.status).toBe(200)
  expect(page.body).toContain('No entries yet')
  expect(page.body).not.toContain('Unbroken')
})

test('a checkpoint is signed soon after there is something to sign', () =>
  eventually(async () => (await site.db.checkpoint.count()) > 0 || 'nothing is signed yet', {
    timeoutMs: 40_000,
  }))
