import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aProjectFullOf, type FullProject } from '../kit/a-project-full.ts'
import { actionNamed, callAction, callAtHome, deployedActions, replyOf } from '../kit/action-index.ts'
import { aHolder, aSignedInVisitor, outsidersOf, type SignedIn } from '../kit/holders.ts'
import { readPermissionMatrix } from '../kit/permission-matrix.ts'
import { deployedPages, deployedRoutes } from '../kit/route-index.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, startSite } from '../kit/site.ts'
import { buildWithoutProxy } from '../kit/without-proxy.ts'
import { ACTION_INPUTS } from './fixtures/action-inputs.ts'

/**
 * A5: who may do what does not hang on proxy.ts. Without it every action and every address is asked once by each kind of person
 * who may not; all cells of the matrix are A3's and A4's.
 */
const MARK = `Foreign${randomBytes(6).toString('hex')}`
let site: Site
let directory: string
let foreign: FullProject
let narrow: SignedIn
let nobody: SignedIn

beforeAll(async () => {
  directory = buildWithoutProxy()
  site = await startSite({ env: { GAVEL_BUILD_DIR: directory } })
  foreign = await aProjectFullOf(site.db, MARK)
  narrow = await aHolder(site, 'admin', (await aProject(site.db)).id)
  nobody = await aSignedInVisitor(site, 'nobody')
}, 600_000)

afterAll(async () => {
  await site?.end()
  rmSync(directory, { recursive: true, force: true })
})

test('the proxy is gone', async () => {
  const { headers, status } = await site
    .visitor()
    .send('GET', '/sign-in', { headers: { host: 'evil.example' } })
  expect([status, headers['content-security-policy']]).toEqual([200, undefined])
})

const MATRIX = readPermissionMatrix()
const guarded = MATRIX.actions.filter(({ where }) => where === 'project' || where === 'everywhere')

describe('an action', () => {
  test('of anybody who is not wholly signed in is refused', async () => {
    for (const { name, visitor } of await outsidersOf(site))
      for (const { action, where } of MATRIX.actions) {
        if (where === 'anyone') continue
        const code = replyOf(await callAtHome(visitor, actionNamed(directory, action), {}))?.code
        expect([name, action, code]).toEqual([name, action, 'signed-out'])
      }
  }, 120_000)

  test('of somebody who holds nothing, or only elsewhere, is refused', async () => {
    const { id: roleId } = await site.db.role.findUniqueOrThrow({ where: { key: 'reviewer' } })
    for (const { action, where } of guarded) {
      const input = await ACTION_INPUTS[action]?.({ projectId: foreign.projectId, roleId, db: site.db })
      for (const { name, visitor } of where === 'project' ? [nobody, narrow] : [nobody]) {
        const code = replyOf(await callAtHome(visitor, actionNamed(directory, action), input))?.code
        expect([name, action, code]).toEqual([name, action, 'not-found'])
      }
    }
  }, 120_000)

  test('sent from another site does not run', async () => {
    const { visitor } = await aHolder(site, 'admin', null)
    for (const { id, name } of deployedActions(directory)) {
      const answer = await callAction(visitor, id, {}, { origin: 'https://evil.example' })
      expect([name, replyOf(answer)]).toEqual([name, null])
    }
  }, 120_000)
})

test('no address shows anything of another project', async () => {
  const paths = [
    ...deployedPages(directory),
    ...deployedRoutes(directory).map(({ path }) => path),
    `/sessions/${foreign.sessionId}`,
    `/archives/${foreign.archiveId}`,
    `/admin/projects/${foreign.projectId}`,
    `/audit?entry=${foreign.entry}`,
    '/api/audit/export?format=csv',
  ].filter((path) => !path.startsWith('/api/feed'))
  for (const { name, visitor } of [narrow, nobody, ...(await outsidersOf(site))])
    for (const path of paths) {
      const { body } = await visitor.send('GET', path)
      expect([name, path, body.includes(MARK)]).toEqual([name, path, false])
    }
}, 120_000)
