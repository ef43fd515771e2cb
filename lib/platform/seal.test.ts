import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { open, type SecretPlace, seal } from './seal.ts'

const base64 = () => randomBytes(32).toString('base64')
const [first, second] = [base64(), base64()]
const keys = parseMasterKeys(`k1:${first}`)
const place: SecretPlace = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  projectId: '01890a5d-ac96-774b-bcce-b302099a8058',
  purpose: 'apiSecret',
}
const SECRET = 'a secret that nobody may read'
const sealed = () => ({ ...place, ...seal(SECRET, place, keys) })

describe('a sealed credential', () => {
  test('opens where it was sealed, and only holds bytes that say nothing', () => {
    const row = sealed()
    expect(open(row, keys)).toEqual({ ok: true, value: SECRET })
    expect(Buffer.from(row.ciphertext).includes(SECRET)).toBe(false)
    expect(row.keyId).toBe('k1')
  })

  test.each([
    ['row', { id: place.projectId }],
    ['project', { projectId: place.id }],
    ['purpose', { purpose: 'signatureSecret' as const }],
  ])('does not open in another %s', (_, moved) => {
    expect(open({ ...sealed(), ...moved }, keys)).toEqual({ ok: false, failure: 'damaged' })
  })

  test('does not open with its columns exchanged, or with parts of another row', () => {
    const [row, other] = [sealed(), sealed()]
    const exchanged = { ...row, ciphertext: row.wrappedKey, wrappedKey: row.ciphertext }
    expect(open(exchanged, keys).ok).toBe(false)
    expect(open({ ...row, wrappedKey: other.wrappedKey }, keys).ok).toBe(false)
  })

  test('does not open under the name of another key, even when both names mean one key', () => {
    const both = parseMasterKeys(`k1:${first},k2:${first}`)
    expect(open({ ...sealed(), keyId: 'k2' }, both)).toEqual({ ok: false, failure: 'damaged' })
  })

  test('says that a key is missing, and that a key is another one', () => {
    expect(open(sealed(), parseMasterKeys(`k2:${second}`))).toEqual({ ok: false, failure: 'unknown-key' })
    expect(open(sealed(), parseMasterKeys(`k1:${second}`))).toEqual({ ok: false, failure: 'damaged' })
  })

  test('still opens when its key is no longer the current one', () => {
    expect(open(sealed(), parseMasterKeys(`k2:${second},k1:${first}`)).ok).toBe(true)
  })
})

test('master keys of one name, or of the wrong length, are refused', () => {
  expect(() => parseMasterKeys(`k1:${first},k1:${second}`)).toThrow('different names')
  expect(() => parseMasterKeys('k1:c2hvcnQ=')).toThrow('32 bytes')
})
