import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADDRESS_SECONDS, mediaAddress } from '#lib/review/media-address.ts'
import type { PieceView, StreamsPage } from '#lib/review/model.ts'
import { aRecordingOnDisk, digestOf, type RecordingOnDisk } from '../kit/a-recording-on-disk.ts'
import { eventually } from '../kit/eventually.ts'
import { handMadeZip } from '../kit/hand-made-zip.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/**
 * S11, P6 and A11, of the streams in a zip: each has an address as a whole recording has, which opens that stream and nothing else,
 * for the same person, device and minutes; whatever is opened of it is one line on the record; and nothing survives a lost right.
 */
const CHUNK = 1024 * 1024
const mia = randomBytes(2 * CHUNK)
const ben = randomBytes(50_000)
const large = randomBytes(40_000_000)

let site: Site
let recording: RecordingOnDisk
let amara: SignedIn

const zipOf = (platformId: string) => {
  const file = (filename: string, startTimeOffset: number, streamId: string) => ({
    ...{ filename, streamId, startTimeOffset, stopTimeOffset: 600_000, videoType: 'camera' },
    connectionData: '<script>alert(1)</script>',
  })
  const files = [
    file('mia.webm', 0, 's-mia'),
    file('ben.webm', 2_000, 's-ben'),
    file('large.webm', 0, 's-large'),
    file('gone.webm', 9_000, 's-ben'),
  ]
  return handMadeZip([
    { name: 'mia.webm', bytes: mia },
    { name: 'ben.webm', bytes: ben, deflated: true },
    { name: 'large.webm', bytes: large },
    { name: 'secret.txt', bytes: Buffer.from('nobody named this') },
    { name: `${platformId}.json`, bytes: Buffer.from(JSON.stringify({ id: platformId, files })) },
  ])
}
const aZip = (given: { projectId?: string } = {}) =>
  aRecordingOnDisk(site.db, site.dataDir, { ...given, zip: zipOf })

beforeAll(async () => {
  site = await sharedSite()
  recording = await aZip()
  amara = await aHolder(site, 'reviewer', recording.projectId)
  const { projectId, sessionId } = recording
  const known = { projectId, sessionId, name: '\u202eaiM', createdAt: new Date() }
  await site.db.stream.create({ data: { ...known, platformId: 's-mia' } })
  // One of another session of the same project, which the zip only claims to hold.
  const other = await aRecordingOnDisk(site.db, site.dataDir, { projectId })
  await site.db.stream.create({
    data: { ...known, sessionId: other.sessionId, platformId: 's-ben', name: 'Somebody else' },
  })
}, 600_000)

afterAll(() => site?.end())

const url = (path: string) => new URL(path, site.nodes[0]?.url)
const get = ({ visitor }: SignedIn, path: string, headers: Record<string, string> = {}) =>
  fetch(url(path), { headers: { cookie: visitor.cookie, ...headers } })
const listPath = (archiveId: string) => `/api/media/archives/${archiveId}/streams`
async function streamsOf(who: SignedIn, archiveId = recording.id): Promise<StreamsPage['streams']> {
  const answer = await get(who, listPath(archiveId))
  const page: StreamsPage = await answer.json()
  return page.streams
}
const addressOf = (piece: PieceView | undefined) => (piece && 'url' in piece ? piece.url : '')
async function addressFor(who: SignedIn, number: number, archiveId = recording.id): Promise<string> {
  const pieces = (await streamsOf(who, archiveId)).flatMap((stream) => stream.pieces)
  return addressOf(pieces.find((piece) => piece.number === number))
}
const bytesOf = async (answer: Response) => digestOf(new Uint8Array(await answer.arrayBuffer()))

test('who may see a recording is told its streams, by the names that are known here, and what is missing', async () => {
  expect(await streamsOf(amara)).toMatchObject([
    { name: '\u202eaiM', screen: false, pieces: [{ number: 0, fromMs: 0, toMs: 600_000 }] },
    { name: null, pieces: [{ number: 2 }] },
    {
      name: null,
      pieces: [
        { number: 1, fromMs: 2_000 },
        { number: 3, trouble: 'missing' },
      ],
    },
  ])
  for (const stream of await streamsOf(amara)) {
    expect(Object.keys(stream).sort()).toEqual(['connectionId', 'name', 'pieces', 'screen'])
    for (const { number: _n, fromMs: _f, toMs: _t, ...more } of stream.pieces)
      expect(Object.keys(more)).toEqual('url' in more ? ['url'] : ['trouble'])
  }
  const text = await (await get(amara, listPath(recording.id))).text()
  expect(text).not.toMatch(/script|secret|\.webm|Somebody else/)
})

test.each<[string, string, number, string, [from: number, to: number]]>([
  ['a part', 'bytes=1000-1999', 0, 'bytes 1000-1999/2097152', [1_000, 1_999]],
  ['an open part of a megabyte', 'bytes=10-', 0, `bytes 10-${CHUNK + 9}/2097152`, [10, CHUNK + 9]],
  ['the end', 'bytes=-7', 0, 'bytes 2097145-2097151/2097152', [2_097_145, 2_097_151]],
  ['a part of what is deflated', 'bytes=40000-49999', 1, 'bytes 40000-49999/50000', [40_000, 49_999]],
])('of a stream %s is sent', async (_what, range, number, header, [from, to]) => {
  const answer = await get(amara, await addressFor(amara, number), { range })
  expect([answer.status, answer.headers.get('content-range')]).toEqual([206, header])
  expect(answer.headers.get('content-type')).toBe('video/webm')
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  const whole = number === 0 ? mia : ben
  expect(await bytesOf(answer)).toBe(digestOf(whole.subarray(from, to + 1)))
})

test('or all of it, and the whole zip only by an address of its own', async () => {
  expect(await bytesOf(await get(amara, await addressFor(amara, 0)))).toBe(digestOf(mia))
  expect(await bytesOf(await get(amara, await addressFor(amara, 1)))).toBe(digestOf(ben))
  const beyond = await get(amara, await addressFor(amara, 0), { range: 'bytes=2097152-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */2097152'])
})

test('an address opens nothing for another person, stream, purpose or recording, or later, or without', async () => {
  const path = await addressFor(amara, 0)
  const priya = await aHolder(site, 'reviewer', recording.projectId)
  const other = await aZip({ projectId: recording.projectId })
  const bound = { archiveId: recording.id, piece: 0, purpose: 'played' as const, actor: amara }
  const before = (seconds: number) =>
    mediaAddress(bound, new Date(Date.now() - seconds * 1_000), site.secret).url
  expect((await get(amara, before(ADDRESS_SECONDS - 30), { range: 'bytes=0-9' })).status).toBe(206)
  const refused: [SignedIn, string][] = [
    [priya, path],
    [{ ...amara, visitor: priya.visitor }, path],
    [amara, path.replace('piece=0', 'piece=1')],
    [amara, path.replace('&piece=0', '')],
    [amara, path.replace('for=played', 'for=downloaded')],
    [amara, path.replace(recording.id, other.id)],
    [amara, before(ADDRESS_SECONDS + 1)],
    [amara, path.replace(/proof=./, 'proof=_')],
    [amara, `/api/media/archives/${recording.id}?piece=0`],
  ]
  for (const [who, address] of refused) {
    const answer = await get(who, address)
    expect([address, answer.status]).toEqual([address, 403])
  }
  expect((await get({ ...amara, visitor: site.visitor() }, path)).status).toBe(401)
  const nowhere = mediaAddress({ ...bound, piece: 3 }, new Date(), site.secret).url
  expect((await get(amara, nowhere)).status).toBe(404)
  expect((await get(amara, nowhere.replace('piece=3', 'piece=../../etc'))).status).toBe(400)
})

test('P6: streams that are opened side by side are one look on the record, and their list is none', async () => {
  const kept = await aZip()
  const lena = await aHolder(site, 'admin', kept.projectId)
  const looked = () => site.db.viewing.findMany({ where: { archiveId: kept.id } })
  const addresses = await Promise.all([0, 1, 2].map((number) => addressFor(lena, number, kept.id)))
  expect(await looked()).toEqual([])
  await Promise.all(addresses.map((path) => get(lena, path, { range: 'bytes=0-9' })))
  expect(await looked()).toMatchObject([{ accountId: lena.accountId, purpose: 'played' }])
  const entries = await site.db.auditEntry.count({
    where: { subject: `archive:${kept.id}`, action: 'archive.view' },
  })
  expect(entries).toBe(1)
})

test('P6: a reviewer of another project cannot learn that there is one, or how it is made', async () => {
  const stranger = await aHolder(site, 'reviewer', (await aRecordingOnDisk(site.db, site.dataDir)).projectId)
  const composed = await aRecordingOnDisk(site.db, site.dataDir, { projectId: recording.projectId })
  const asked = async (who: SignedIn, id: string) => {
    const answer = await get(who, listPath(id))
    const { code, message }: { code: string; message: string } = await answer.json()
    return [answer.status, code, message]
  }
  const missing = await asked(stranger, '01932f5e-0000-7000-8000-000000000000')
  expect(missing[0]).toBe(404)
  expect(await asked(stranger, recording.id)).toEqual(missing)
  expect(await asked(amara, composed.id)).toEqual(missing)
})

test('A11: a stream that plays breaks off once the role is gone, and no address opens it again', async () => {
  const kept = await aZip()
  const priya = await aHolder(site, 'reviewer', kept.projectId)
  const path = await addressFor(priya, 2, kept.id)
  const reader = (await get(priya, path)).body?.getReader()
  await reader?.read()
  await site.db.roleHolding.deleteMany({ where: { accountId: priya.accountId } })
  // As a player does that has enough for now: longer than the server goes without asking.
  const begun = performance.now()
  await eventually(() => performance.now() - begun > 1_200 || 'not long enough', { timeoutMs: 5_000 })
  const readOn = async () => {
    for (let done = false; !done; ) done = (await reader?.read())?.done ?? true
  }
  await expect(readOn()).rejects.toThrow()
  expect((await get(priya, path)).status).toBe(404)
  expect((await get(priya, listPath(kept.id))).status).toBe(404)
})
