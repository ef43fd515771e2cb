import { randomBytes } from 'node:crypto'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { fail, ok } from '#lib/system/result.ts'
import { aCopyOf } from '../../e2e/kit/a-copy-of.ts'
import { type HandMadeEntry, handMadeZip } from '../../e2e/kit/hand-made-zip.ts'
import { openEntry } from './open-entry.ts'
import { readZipDirectory } from './zip-directory.ts'

const NOW = new AbortController().signal
const mia = { name: 'mia.webm', bytes: randomBytes(300_000) }
const ben = { name: 'ben.webm', bytes: randomBytes(2_000) }
const list = { name: 'list.json', bytes: Buffer.from('{}') }

const directoryOf = (zip: Uint8Array) => readZipDirectory(aCopyOf(zip), NOW)
const namesIn = async (zip: Uint8Array) => {
  const read = await directoryOf(zip)
  return read.ok ? read.value.map(({ name }) => name) : read.failure
}
async function partOf(zip: Uint8Array, name: string, from: number, to: number): Promise<Buffer | string> {
  const copy = aCopyOf(zip)
  const read = await readZipDirectory(copy, NOW)
  const entry = read.ok ? read.value.find((one) => one.name === name) : undefined
  if (!entry) return 'not there'
  const body = await openEntry(copy, entry, { from, to }, NOW)
  return body.ok ? Buffer.from(await new Response(body.value).arrayBuffer()) : body.failure
}

test.each([
  ['by the platform', handMadeZip([mia, ben, list])],
  ['as beyond 4 GB', handMadeZip([mia, ben, list], { zip64: true })],
  ['by another program', zipSync({ 'mia.webm': [mia.bytes, { level: 0 }], 'ben.webm': ben.bytes })],
  ['with headers longer than the directory says', handMadeZip([{ ...mia, extra: 500 }, ben])],
])('any part of a file comes out of a zip that was made %s', async (_how, zip) => {
  for (const [from, to] of [
    [0, 9],
    [1_000, 1_999],
  ] as const) {
    expect(await partOf(zip, 'mia.webm', from, to)).toEqual(mia.bytes.subarray(from, to + 1))
    expect(await partOf(zip, 'ben.webm', from, to)).toEqual(ben.bytes.subarray(from, to + 1))
  }
})

test('any part of one that is deflated too, and no more than there is', async () => {
  const zip = handMadeZip([{ ...mia, deflated: true }, ben])
  const end = mia.bytes.length - 1
  expect(mia.bytes.equals(Buffer.from(await partOf(zip, 'mia.webm', 0, end)))).toBe(true)
  expect(await partOf(zip, 'mia.webm', 123_456, 124_567)).toEqual(mia.bytes.subarray(123_456, 124_568))
  expect(await partOf(zip, 'mia.webm', end, end)).toEqual(mia.bytes.subarray(end))
})

test('one that ends before it should breaks off, and so does one that is no deflated file', async () => {
  const short = handMadeZip([{ ...ben, deflated: true, says: { size: 9_000 } }])
  await expect(partOf(short, 'ben.webm', 0, 8_999)).rejects.toThrow()
  const noise = handMadeZip([{ ...ben, says: { method: 8 } }])
  await expect(partOf(noise, 'ben.webm', 0, 99)).rejects.toThrow()
})

test('to know what is in it one question is asked, and the files stay where they are', async () => {
  const copy = aCopyOf(handMadeZip([mia, ben, list]))
  expect((await readZipDirectory(copy, NOW)).ok).toBe(true)
  expect(copy.asked).toHaveLength(1)
  expect(copy.asked[0]?.from).toBeGreaterThan(100_000)
})

const lying = (says: NonNullable<HandMadeEntry['says']>) => handMadeZip([mia, { ...ben, says }, list])
test.each([
  ['is none', randomBytes(5_000)],
  ['is empty', Buffer.alloc(0)],
  ['is cut off', handMadeZip([mia, ben]).subarray(0, -30)],
  ['has one name twice', handMadeZip([mia, { ...ben, name: mia.name }])],
  ['names a place above it', handMadeZip([{ ...ben, name: '../../etc/passwd' }])],
  ['names a place by drive', handMadeZip([{ ...ben, name: 'C:\\boot.ini' }])],
  ['is encrypted', lying({ flags: 0x0801 })],
  ['is packed in another way', lying({ method: 12 })],
  ['says two sizes of what is stored', lying({ size: 10 })],
  ['has files that share bytes', lying({ at: 10 })],
  ['has one file that is two', lying({ at: 0 })],
  ['points out of itself', lying({ at: 0xfffffff0 })],
  ['is larger inside than outside', lying({ size: 0xfffffffe, packedSize: 0xfffffffe })],
  ['has endless files', handMadeZip([mia], { zip64: true, count: 2 ** 50 })],
  ['says there is one more', handMadeZip([mia], { count: 2 })],
  [
    'has a thousand and one',
    handMadeZip(Array.from({ length: 1_001 }, (_, at) => ({ ...list, name: `${at}` }))),
  ],
])('a zip that %s is refused', async (_what, zip) => {
  expect(await namesIn(zip)).toBe('no-zip')
})

test('one whose directory goes on and on is read no further than eight megabytes', async () => {
  const long = 'n'.repeat(60_000)
  const zip = handMadeZip(Array.from({ length: 300 }, (_, at) => ({ ...list, name: `${at}${long}` })))
  const copy = aCopyOf(zip)
  expect(await readZipDirectory(copy, NOW)).toEqual(fail('no-zip'))
  const read = copy.asked.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  expect(read).toBeLessThanOrEqual(8 * 1024 * 1024)
})

test('a file whose own header is none, or reaches into the next one, is not opened', async () => {
  expect(await partOf(handMadeZip([{ ...ben, signature: 1 }, mia]), 'ben.webm', 0, 9)).toBe('no-zip')
  const zip = handMadeZip([ben, mia])
  zip.writeUInt16LE(5_000, 28)
  expect(await partOf(zip, 'ben.webm', 0, 9)).toBe('no-zip')
})

test('what the storage refuses is no fault of the zip', async () => {
  const zip = { size: 5_000, open: async () => fail('unavailable') }
  expect(await readZipDirectory(zip, NOW)).toEqual(fail('unavailable'))
  const silent = { size: 5_000, open: async () => ok(new Blob(['few']).stream()) }
  expect(await readZipDirectory(silent, NOW)).toEqual(fail('unavailable'))
})
