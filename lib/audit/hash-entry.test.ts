import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { ChainHasher } from './chain-hasher.ts'
import { entryText, type HashedEntry, hashEntry } from './hash-entry.ts'

const text = fc.string({ unit: 'grapheme' })
const maybe = fc.option(text, { nil: null })
const anyEntry: fc.Arbitrary<HashedEntry> = fc.record({
  seq: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  at: fc.date({ min: new Date(0), max: new Date('9000-01-01'), noInvalidDate: true }),
  phase: text,
  action: text,
  actorId: maybe,
  deviceId: maybe,
  address: maybe,
  addressDigest: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }), { nil: null }),
  projectId: maybe,
  sessionId: maybe,
  subject: maybe,
  reason: maybe,
  details: fc.jsonValue(),
  requestId: text,
})

test('an entry’s text is its canonical JSON, with the digest in place of the address where there is one', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const { address, addressDigest, ...rest } = entry
      const covered = addressDigest
        ? { addressDigest: Buffer.from(addressDigest).toString('hex') }
        : { address }
      expect(entryText(entry)).toBe(canonicalJson({ ...rest, ...covered }))
    }),
  )
})

test('the hash is SHA-256 over the previous hash and the text', () => {
  fc.assert(
    fc.property(anyEntry, fc.uint8Array({ minLength: 32, maxLength: 32 }), (entry, before) => {
      const expected = createHash('sha256').update(before).update(entryText(entry)).digest('hex')
      expect(hashEntry(before, entry).toString('hex')).toBe(expected)
      expect(new ChainHasher().hash(Buffer.from(before).toString('hex'), entryText(entry))).toBe(expected)
    }),
  )
})

test('a text longer than the hasher has room for is hashed as any other', () => {
  const long = 'ä𝒳'.repeat(40_000)
  const expected = createHash('sha256').update(Buffer.from('ff', 'hex')).update(long).digest('hex')
  expect(new ChainHasher().hash('ff', long)).toBe(expected)
})
