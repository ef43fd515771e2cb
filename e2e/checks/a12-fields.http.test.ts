import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letterProof } from '#lib/archives/letter-proof.ts'
import { aProjectFullOf, type FullProject } from '../kit/a-project-full.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { type Fields, thingsIn, viewsIn } from '../kit/flight-views.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { tablesOf } from '../kit/permission-matrix.ts'
import { deployedRoutes } from '../kit/route-index.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { readSse } from '../kit/sse.ts'
import type { Visitor } from '../kit/visitor.ts'

/** A12: whoever may see a thing is handed its declared fields and no other. What is declared stands in what-leaves.md. */
const TEXT = readFileSync(new URL('what-leaves.md', import.meta.url), 'utf8')
const [thingTable = [], placeTable = []] = tablesOf(TEXT).map((rows) =>
  rows.slice(1).map((row) => row.map((cell) => cell.replaceAll('`', ''))),
)
const FIELDS = new Map(thingTable.map(([thing = '', fields = '']) => [thing, fields]))
const NAMES = new Map([...FIELDS].map(([thing, fields]) => [fields, thing]))
const ROLES = ['everywhere', 'admin', 'lead', 'moderator', 'reviewer', 'auditor']
const FRAME = ['me', 'choice', 'waiting', 'alert-count']

const nameOf = (fields: Fields) => NAMES.get(fields) ?? `a thing nobody knows: ${fields}`
const fieldsOf = (thing: string) => FIELDS.get(thing)?.split(' ').sort()

let site: Site
let full: FullProject
const people = new Map<string, SignedIn>()
let requestId: string

beforeAll(async () => {
  site = await sharedSite()
  full = await aProjectFullOf(site.db, 'Rehearsal')
  const { projectId } = full
  requestId = (await site.db.archiveRequest.findFirstOrThrow({ where: { projectId } })).id
  for (const role of ROLES) {
    const isEverywhere = role === 'everywhere'
    const held = await aHolder(site, isEverywhere ? 'admin' : role, isEverywhere ? null : full.projectId)
    people.set(role, held)
  }
}, 600_000)

afterAll(() => site?.end())

const holder = (role: string): SignedIn => {
  const held = people.get(role)
  if (!held) throw new Error(`Nobody is ${role}`)
  return held
}
const somebody = (role: string): Visitor => holder(role).visitor

/** What this role is declared to get there: what it must, and what it may. */
function declared(address: string, role: string): { must: string[]; may: string[] } {
  const rows = placeTable.filter(([place, who]) => place === address && who?.split(' ').includes(role))
  const things = rows.flatMap(([, , names = '']) => names.split(' ').filter(Boolean))
  const must = things.filter((thing) => !thing.endsWith('?'))
  return { must, may: things.map((thing) => thing.replace('?', '')) }
}

const pathOf = (address: string, role: string) =>
  address
    .replace(
      '/answer/<id>/<letter>',
      `/answer/${requestId}/${letterProof(requestId, holder(role).accountId)}`,
    )
    .replace('/sessions/<id>', `/sessions/${full.sessionId}`)
    .replace('/archives/<id>', `/archives/${full.archiveId}`)
    .replace('/people/<id>', `/people/${full.accountId}`)
    .replace('/projects/<id>', `/projects/${full.projectId}`)
    .replace('<n>', String(full.entry))

/** What a page hands to its scripts, where that is asked for, and where the framework then sends to. */
async function handedTo(visitor: Visitor, path: string): Promise<string[]> {
  const headers = { rsc: '1' }
  let answer = await visitor.send('GET', path, { headers })
  if (answer.status === 307) answer = await visitor.send('GET', String(answer.headers.location), { headers })
  return [...viewsIn(answer.body)].map(nameOf).filter((thing) => !FRAME.includes(thing))
}

const addresses = [...new Set(placeTable.map(([address = '']) => address))].filter(
  (address) => !address.startsWith('/api/'),
)

test.each(ROLES)(
  'of %s every page is handed what is declared, and nothing besides',
  async (role) => {
    const wrong: string[] = []
    for (const address of addresses) {
      const { must, may } = declared(address, role)
      const handed = await handedTo(somebody(role), pathOf(address, role))
      for (const thing of handed) if (!may.includes(thing)) wrong.push(`${address}: ${thing} is too much`)
      for (const thing of must) if (!handed.includes(thing)) wrong.push(`${address}: ${thing} is missing`)
    }
    expect(wrong).toEqual([])
  },
  120_000,
)

test('the feed tells of an action with the declared fields, whoever listens', async () => {
  const lines = await Promise.all(
    ROLES.map(async (role) => {
      const url = new URL(`/api/feed?sessions=${full.sessionId}`, site.nodes[0]?.url)
      const response = await fetch(url, { headers: { cookie: somebody(role).cookie } })
      if (!response.body) throw new Error('The feed has no body')
      return { role, line: readSse(response.body) }
    }),
  )
  const { id: streamId } = await site.db.stream.findFirstOrThrow({ where: { sessionId: full.sessionId } })
  await callAction(somebody('everywhere'), actionNamed(site.buildDir, 'mute').id, { streamId })
  for (const { role, line } of lines) {
    await eventually(() => line.of('change').length > 0 || `${role} hears nothing`, { timeoutMs: 15_000 })
    await line.stop()
    const told = line.of('change').filter(({ projectId }) => projectId === full.projectId)
    const { must, may } = declared('/api/feed', role)
    const things = new Set(told.flatMap((message) => [...thingsIn(message)].map(nameOf)))
    expect([role, [...things].filter((thing) => !may.includes(thing))]).toEqual([role, []])
    expect([role, must.filter((thing) => !things.has(thing))]).toEqual([role, []])
  }
}, 60_000)

test('the bell is told of what is declared, whoever has one', async () => {
  for (const role of ROLES) {
    const { status, body } = await somebody(role).send('GET', '/api/alerts')
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(fieldsOf('bell'))
    const things = new Set([...thingsIn(JSON.parse(body))].map(nameOf))
    const { must, may } = declared('/api/alerts', role)
    expect([role, status, [...things].filter((thing) => !may.includes(thing))]).toEqual([role, 200, []])
    expect([role, must.filter((thing) => !things.has(thing))]).toEqual([role, []])
  }
})

test('the file of the record has the declared fields, by whatever format', async () => {
  for (const role of ['everywhere', 'admin', 'auditor']) {
    const ask = (format: string) =>
      somebody(role).send('GET', `/api/audit/export?format=${format}&project=${full.projectId}`)
    const lines = (await ask('jsonl')).body.trim().split('\n')
    for (const line of lines) expect(Object.keys(JSON.parse(line)).sort()).toEqual(fieldsOf('exported'))
    const [head = ''] = (await ask('csv')).body.split('\r\n')
    expect(head.split(',').length).toBe(fieldsOf('exported')?.length)
  }
})

test('what is refused says so in the declared fields, and in no other', async () => {
  for (const role of ROLES) {
    for (const { path } of deployedRoutes(site.buildDir)) {
      const { status, headers, body } = await somebody(role).send('GET', path)
      if (status < 400 || !String(headers['content-type']).includes('application/json')) continue
      if (path.includes('/auth/') || path.includes('/callbacks/')) continue // for no page of ours
      expect([path, Object.keys(JSON.parse(body)).sort()]).toEqual([path, fieldsOf('refusal')])
    }
    const reply = replyOf(await callAction(somebody(role), actionNamed(site.buildDir, 'mute').id, {}))
    expect(Object.keys(reply ?? {}).sort()).toEqual(fieldsOf('action-refusal'))
  }
})
