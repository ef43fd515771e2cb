import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as groups from './all-cases.ts'
import { type About, conformanceCase, withoutDoubles } from './conformance-case.ts'
import { leftOutBecause, readTarget, targetName } from './target.ts'

const about: About = { sdk: 'opentok', promise: 'It holds', source: '[docs] Somewhere' }
const aCase = (id: string, more: Partial<About> = {}) =>
  conformanceCase(id, { ...about, ...more }, async () => undefined)

describe('a case', () => {
  test('that has the id of another is refused', () => {
    expect(() => withoutDoubles([aCase('C-002'), aCase('C-001'), aCase('C-002')])).toThrow(
      'there are two cases C-002',
    )
    expect(withoutDoubles([aCase('C-002'), aCase('C-001')]).map(({ id }) => id)).toEqual(['C-001', 'C-002'])
  })

  test('without a proper id, or without its source and how sure it is, is refused', () => {
    expect(() => aCase('17')).toThrow(/C-001/)
    expect(() => aCase('C-001', { source: 'somewhere' })).toThrow(/does not say/)
  })

  test('stands for one promise, and there are many', () => {
    const promises = groups.ALL_CASES.map(({ sdk, promise }) => `${sdk} ${promise}`)
    expect(new Set(promises).size).toBe(promises.length)
    expect(groups.ALL_CASES.length).toBeGreaterThanOrEqual(60)
  })
})

test('each group of cases is run by a file of its own', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'))
  const texts = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  const names = Object.keys(groups).filter((name) => name !== 'ALL_CASES')
  expect(names.length).toBeGreaterThan(1)
  for (const name of names) {
    expect(
      texts.filter((text) => text.includes(`runCases(${name}, `)),
      name,
    ).toHaveLength(1)
  }
})

describe('the platform they are run against', () => {
  const key = { GAVEL_CONFORMANCE_API_KEY: '900000001', GAVEL_CONFORMANCE_API_SECRET: 'not-a-real-secret' }

  test('is the sandbox when nothing is said', () => {
    expect(readTarget({ PATH: '/bin' })).toEqual({ kind: 'sandbox' })
    for (const need of ['control', 'api-key', 'application'] as const) {
      expect(leftOutBecause(aCase('C-001', { needs: [need] }), { kind: 'sandbox' })).toBeNull()
    }
  })

  test('is the vendor’s cloud by key and secret alone, or what the address says', () => {
    const cloud = readTarget(key)
    expect(cloud).toEqual({
      kind: 'api-key',
      apiKey: '900000001',
      apiSecret: 'not-a-real-secret',
      apiUrl: null,
    })
    expect(targetName(cloud)).toBe("the vendor's cloud, project 900000001")
    const elsewhere = readTarget({ ...key, GAVEL_CONFORMANCE_API_URL: 'http://127.0.0.1:4000' })
    expect(targetName(elsewhere)).toBe('http://127.0.0.1:4000, project 900000001')
  })

  test('is an application by its ID and the file with its private key', () => {
    const directory = mkdtempSync(join(tmpdir(), 'gavel-target-'))
    const file = join(directory, 'private.key')
    writeFileSync(file, 'not a real key')
    const applicationId = '11111111-2222-4333-8444-555555555555'
    const env = { GAVEL_CONFORMANCE_APPLICATION_ID: applicationId, GAVEL_CONFORMANCE_PRIVATE_KEY_FILE: file }
    expect(readTarget(env)).toEqual({
      kind: 'application',
      applicationId,
      privateKey: 'not a real key',
      apiUrl: null,
    })
    expect(() => readTarget({ ...env, ...key })).toThrow(/nothing for the sandbox/)
    rmSync(directory, { recursive: true, force: true })
  })

  test('is none when only half of it is said', () => {
    expect(() => readTarget({ GAVEL_CONFORMANCE_API_KEY: '900000001' })).toThrow(/_API_SECRET/)
    expect(() => readTarget({ GAVEL_CONFORMANCE_API_URL: 'http://127.0.0.1:4000' })).toThrow(/_API_KEY/)
  })

  test('has no control elsewhere, and only the credentials that were given', () => {
    const cloud = readTarget(key)
    expect(leftOutBecause(aCase('C-001'), cloud)).toBeNull()
    expect(leftOutBecause(aCase('C-001', { needs: ['api-key'] }), cloud)).toBeNull()
    expect(leftOutBecause(aCase('C-001', { needs: ['control'] }), cloud)).toMatch(/control/)
    expect(leftOutBecause(aCase('C-001', { needs: ['application'] }), cloud)).toMatch(/application/)
  })
})
