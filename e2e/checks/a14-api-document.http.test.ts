import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApiKey } from '#lib/access/api-key-format.ts'
import { API_SCOPES } from '#lib/access/api-scopes.ts'
import { newId } from '#lib/system/ids.ts'
import { aHolder } from '../kit/holders.ts'
import { tablesOf } from '../kit/permission-matrix.ts'
import { deployedRoutes, METHODS } from '../kit/route-index.ts'
import { aProject, aSession } from '../kit/rows.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/** A14: what docs/api-keys.md says is what there is, and all there is: scopes, requests, fields, and who gets what. */
const TEXT = readFileSync(new URL('../../docs/api-keys.md', import.meta.url), 'utf8')
const [scopeTable = [], requestTable = [], ...fieldTables] = tablesOf(TEXT).map((rows) =>
  rows.slice(1).map((row) => row.map((cell) => cell.replaceAll('`', ''))),
)
const REQUESTS = requestTable.map(([request = '', scope = '']) => {
  const [method = '', path = ''] = request.split(' ')
  return { method, path, scope }
})

let site: Site
let makerId: string
const projects: string[] = []

beforeAll(async () => {
  site = await sharedSite()
  makerId = (await aHolder(site, 'admin', null)).accountId
  for (const name of ['Openmic', 'Tutor']) {
    const project = await aProject(site.db, { name })
    await aSession(site.db, project.id, { live: true, connections: 1, name: `of ${name}` })
    projects.push(project.id)
  }
}, 600_000)

afterAll(() => site?.end())

async function aKey(scopes: string[], projectId: string | null): Promise<string> {
  const { key, hash } = newApiKey()
  const data = { name: 'x', prefix: key.slice(0, 14), hash, scopes, projectId, createdById: makerId }
  await site.db.apiKey.create({ data })
  return key
}

const ask = (key: string, path: string, method = 'GET') =>
  site.visitor().send(method, path, { headers: { authorization: `Bearer ${key}` } })

const programs = () => deployedRoutes(site.buildDir).filter(({ path }) => path.startsWith('/api/v1/'))

describe('the document', () => {
  test('has every request that is deployed for programs, and no other', () => {
    const deployed = programs().flatMap(({ file, path }) => {
      const source = readFileSync(file, 'utf8')
      return METHODS.filter((method) => source.includes(`export const ${method} =`)).map(
        (method) => `${method} ${path}`,
      )
    })
    expect(REQUESTS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(deployed.sort())
  })

  test('has every scope, with the permission its maker must hold', () => {
    const known = Object.entries(API_SCOPES).map(([scope, { permission }]) => [scope, permission])
    expect(scopeTable.map(([scope, _words, permission]) => [scope, permission])).toEqual(known)
  })

  test('has every field that is answered, and no other', async () => {
    for (const [at, { path, scope }] of REQUESTS.entries()) {
      const { body } = await ask(await aKey([scope], null), path)
      const [rows = []]: unknown[][] = Object.values(JSON.parse(body))
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows)
        expect(Object.keys(Object(row)).sort()).toEqual(fieldTables[at]?.map(([field]) => field).sort())
    }
  })
})

/** Of the two projects here: others may have sessions of theirs. */
const seen = (body: string) => projects.filter((id) => body.includes(id))

describe('a key', () => {
  test('of each scope, for one project or all, gets of each request what the document says', async () => {
    const scopes = [...Object.keys(API_SCOPES), 'session.write', '']
    for (const request of REQUESTS)
      for (const scope of scopes)
        for (const projectId of [...projects, null]) {
          const { status, body } = await ask(await aKey(scope ? [scope] : [], projectId), request.path)
          const reached = request.scope === scope ? (projectId ? [projectId] : projects) : []
          const cell = `${request.path} by ${scope || 'no scope'} for ${projectId ?? 'all'}`
          expect([cell, status, seen(body)]).toEqual([cell, reached.length > 0 ? 200 : 404, reached])
        }
  })

  test('of a project that was removed opens nothing', async () => {
    const { id } = await aProject(site.db)
    const key = await aKey(Object.keys(API_SCOPES), id)
    await site.db.project.update({ where: { id }, data: { removedAt: new Date() } })
    for (const { path } of REQUESTS) expect((await ask(key, path)).status).toBe(401)
  })

  test('opens none of the doors that are for people, whatever it may read', async () => {
    const key = await aKey(Object.keys(API_SCOPES), null)
    const others = deployedRoutes(site.buildDir).filter(({ path }) => !path.startsWith('/api/v1/'))
    for (const { path } of others) {
      const [by, without] = [await ask(key, path), await site.visitor().send('GET', path)]
      expect([path, by.status]).toEqual([path, without.status])
    }
    expect(others.length).toBeGreaterThan(8)
  })

  test('gets no other method than those in the document, and no other address', async () => {
    const key = await aKey(Object.keys(API_SCOPES), null)
    for (const { path } of REQUESTS)
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        if (!REQUESTS.some((one) => one.path === path && one.method === method))
          expect((await ask(key, path, method)).status).toBe(405)
    expect((await ask(key, `/api/v1/${newId()}`)).status).toBe(404)
  })
})
