import { expect, test } from 'vitest'
import { fail } from '#lib/system/result.ts'
import { aCopyOf } from '../../e2e/kit/a-copy-of.ts'
import { type HandMadeEntry, handMadeZip } from '../../e2e/kit/hand-made-zip.ts'
import { readPieces } from './find-pieces.ts'

const ID = '01932f5e-0000-7000-8000-00000000a4c1'
const NOW = new AbortController().signal
const file = (filename: string, more: object = {}) => ({
  ...{ filename, streamId: 'stream-of-mia', connectionData: '{"name":"Mia"}', videoType: 'camera' },
  ...{ startTimeOffset: 0, stopTimeOffset: 9_000, size: 3, ...more },
})
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const mia = { name: 'mia.webm', bytes: bytes('mia') }

function individual(files: unknown, entries: readonly HandMadeEntry[] = [mia], id = ID) {
  const list = { name: `${ID}.json`, bytes: bytes(JSON.stringify({ id, files })) }
  return readPieces(aCopyOf(handMadeZip([...entries, list])), ID, NOW)
}

test('a recording of single streams says whose file has its place where', async () => {
  const pieces = await individual(
    [file('mia.webm'), file('ben.mp4', { streamId: 'ben', videoType: 'screen', startTimeOffset: 2_500.5 })],
    [mia, { name: 'ben.mp4', bytes: bytes('ben') }, { name: 'not-named.webm', bytes: bytes('who?') }],
  )
  expect(pieces.ok && pieces.value).toMatchObject([
    { streamId: 'stream-of-mia', fromMs: 0, toMs: 9_000, found: { value: { contentType: 'video/webm' } } },
    { streamId: 'ben', videoType: 'screen', fromMs: 2_500.5, found: { value: { contentType: 'video/mp4' } } },
  ])
  expect(JSON.stringify(pieces)).not.toMatch(/not-named|connectionData/)
})

test.each<[string, object, HandMadeEntry[], string]>([
  ['is not in it', file('nobody.webm'), [mia], 'missing'],
  ['is empty', file('mia.webm'), [{ ...mia, bytes: bytes('') }], 'missing'],
  ['is no film', file('mia.html'), [{ ...mia, name: 'mia.html' }], 'unknown-kind'],
  [
    'grows a thousandfold',
    file('mia.webm'),
    [{ ...mia, bytes: new Uint8Array(3_000_000), deflated: true }],
    'too-large',
  ],
])('a file that %s is said to be so, and is not opened', async (_what, listed, entries, trouble) => {
  const pieces = await individual([listed], entries)
  expect(pieces.ok && pieces.value.map(({ found }) => found)).toEqual([fail(trouble)])
})

test.each<[string, unknown, string?]>([
  ['of another recording', [file('mia.webm')], 'another'],
  ['without files', undefined],
  ['whose files are words', ['mia.webm']],
  ['with one file twice', [file('mia.webm'), file('mia.webm')]],
  ['that ends before it begins', [file('mia.webm', { startTimeOffset: 9_001 })]],
  ['that begins before the recording', [file('mia.webm', { startTimeOffset: -1 })]],
  ['that lasts for years', [file('mia.webm', { stopTimeOffset: 1e12 })]],
  ['that lasts for no number', [file('mia.webm', { stopTimeOffset: null })]],
  ['of hundreds of files', Array.from({ length: 401 }, (_, at) => file(`${at}.webm`))],
])('a list %s is refused', async (_what, files, id) => {
  expect(await individual(files, [mia], id)).toEqual(fail('no-manifest'))
})

test('without a list, or with one that is no JSON or too long, nothing is guessed', async () => {
  const withList = (...entries: HandMadeEntry[]) =>
    readPieces(aCopyOf(handMadeZip([mia, ...entries])), ID, NOW)
  expect(await withList()).toEqual(fail('no-manifest'))
  expect(await withList({ name: `${ID}.json`, bytes: bytes('{"id":') })).toEqual(fail('no-manifest'))
  const long = JSON.stringify({ id: ID, files: [file('mia.webm')], name: 'n'.repeat(600_000) })
  expect(await withList({ name: `${ID}.json`, bytes: bytes(long), deflated: true })).toEqual(
    fail('no-manifest'),
  )
})
