import { readdirSync, readlinkSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADDRESS_SECONDS, mediaAddress } from '#lib/review/media-address.ts'
import { aRecordingOnDisk, digestOf, type RecordingOnDisk } from '../kit/a-recording-on-disk.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { type Site, sharedSite } from '../kit/site.ts'

/**
 * S11: a recording's bytes have an address for one person, device and purpose, good for less than five minutes, and one range at
 * most is sent of them. P6: whatever way somebody comes by them, it is on the record. A11, of media: what was opened while a
 * right was held breaks off once it is gone.
 */
const ABORTS = 200

let site: Site
let recording: RecordingOnDisk
let amara: SignedIn

beforeAll(async () => {
  site = await sharedSite()
  recording = await aRecordingOnDisk(site.db, site.dataDir)
  amara = await aHolder(site, 'reviewer', recording.projectId)
}, 600_000)

afterAll(() => site?.end())

const url = (path: string) => new URL(path, site.nodes[0]?.url)
const get = (
  { visitor }: SignedIn,
  path: string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
) => fetch(url(path), { headers: { cookie: visitor.cookie, ...headers }, ...(signal && { signal }) })

async function addressFor(who: SignedIn, action = 'renewMedia', archiveId = recording.id): Promise<string> {
  const reply = replyOf(await callAction(who.visitor, actionNamed(site.buildDir, action).id, { archiveId }))
  const value: unknown = reply?.value
  if (typeof value !== 'object' || value === null || !('url' in value)) throw new Error(JSON.stringify(reply))
  return String(value.url)
}

const slice = (from: number, to: number) => digestOf(recording.bytes.subarray(from, to + 1))
const bytesOf = async (answer: Response) => digestOf(new Uint8Array(await answer.arrayBuffer()))
const END = 99_999

test('its bytes come whole, by the kind that it is, and as nothing a browser would run', async () => {
  const answer = await get(amara, await addressFor(amara))
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'video/webm',
    'content-disposition': `inline; filename="Late-night karaoke.webm"; filename*=UTF-8''Late-night%20karaoke.webm`,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(await bytesOf(answer)).toBe(digestOf(recording.bytes))
})

test.each<[string, string, number, string | null, [number, number]]>([
  ['one', 'bytes=10-19', 206, 'bytes 10-19/100000', [10, 19]],
  ['an open one', 'bytes=99990-', 206, 'bytes 99990-99999/100000', [99_990, END]],
  ['the last ones', 'bytes=-5', 206, 'bytes 99995-99999/100000', [99_995, END]],
  ['one that begins in it', 'bytes=99000-200000', 206, 'bytes 99000-99999/100000', [99_000, END]],
  ['many', 'bytes=0-1,5-6', 200, null, [0, END]],
  ['a thousand that overlap', `bytes=${Array(1_000).fill('0-').join(',')}`, 200, null, [0, END]],
  ['a reversed one', 'bytes=9-5', 200, null, [0, END]],
])('of a Range that asks for %s right bytes are sent', async (_case, range, status, header, [from, to]) => {
  const answer = await get(amara, await addressFor(amara), { range })
  expect([answer.status, answer.headers.get('content-range')]).toEqual([status, header])
  expect(await bytesOf(answer)).toBe(slice(from, to))
})

test('beyond the end there is nothing, and a part is sent only of the file that somebody has', async () => {
  const path = await addressFor(amara)
  const beyond = await get(amara, path, { range: 'bytes=100000-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100000'])
  const etag = (await get(amara, path, { range: 'bytes=0-0' })).headers.get('etag') ?? ''
  expect((await get(amara, path, { range: 'bytes=0-4', 'if-range': etag })).status).toBe(206)
  expect((await get(amara, path, { range: 'bytes=0-4', 'if-range': '"another"' })).status).toBe(200)
})

test('an address opens nothing for another person, device, purpose or recording, or later, or without', async () => {
  const path = await addressFor(amara)
  const priya = await aHolder(site, 'reviewer', recording.projectId)
  const other = await aRecordingOnDisk(site.db, site.dataDir, { projectId: recording.projectId })
  const bound = { archiveId: recording.id, purpose: 'played' as const, actor: amara }
  const before = (seconds: number) =>
    mediaAddress(bound, new Date(Date.now() - seconds * 1_000), site.secret).url
  expect((await get(amara, before(ADDRESS_SECONDS - 30))).status).toBe(200)
  const refused: [SignedIn, string][] = [
    [priya, path],
    [{ ...amara, visitor: priya.visitor }, path],
    [amara, path.replace('for=played', 'for=downloaded')],
    [amara, path.replace(recording.id, other.id)],
    [amara, before(ADDRESS_SECONDS + 1)],
    [amara, before(-3_600)],
    [amara, path.replace(/proof=./, 'proof=_')],
    [amara, path.replace(/&proof=.*/, '')],
    [amara, `/api/media/archives/${recording.id}`],
  ]
  for (const [who, address] of refused) {
    const answer = await get(who, address)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('not good any more')])
  }
  expect((await get({ ...amara, visitor: site.visitor() }, path)).status).toBe(401)
})

test('whoever breaks off leaves no file open', async () => {
  const large = await aRecordingOnDisk(site.db, site.dataDir, {
    projectId: recording.projectId,
    size: 8_000_000,
  })
  const path = await addressFor(amara, 'renewMedia', large.id)
  const pid = site.nodes[0]?.pid
  const open = () =>
    readdirSync(`/proc/${pid}/fd`).filter((fd) => isRecording(`/proc/${pid}/fd/${fd}`)).length
  for (let at = 0; at < ABORTS; at++) {
    const stop = new AbortController()
    const answer = await get(amara, path, {}, stop.signal)
    await answer.body?.getReader().read()
    stop.abort()
  }
  await eventually(() => open() === 0 || `${open()} files are open`, { timeoutMs: 10_000 })
}, 60_000)

test('P6: each look is one line with who and what for, and nobody gets a byte around it', async () => {
  const kept = await aRecordingOnDisk(site.db, site.dataDir)
  const lena = await aHolder(site, 'admin', kept.projectId)
  const auditor = await aHolder(site, 'auditor', kept.projectId)
  const looked = () => site.db.viewing.findMany({ where: { archiveId: kept.id }, orderBy: { at: 'asc' } })

  await get(lena, `/api/media/archives/${kept.id}`)
  await get(lena, `/api/media/archives/${kept.id}?for=downloaded`, { range: 'bytes=0-5' })
  expect(await looked()).toEqual([])

  const played = await addressFor(lena, 'renewMedia', kept.id)
  await Promise.all([0, 10, 20, 30].map((at) => get(lena, played, { range: `bytes=${at}-${at + 9}` })))
  const saved = await get(lena, await addressFor(lena, 'downloadMedia', kept.id))
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/)
  await get(auditor, await addressFor(auditor, 'renewMedia', kept.id), { range: 'bytes=0-1' })
  expect((await looked()).map(({ accountId, purpose }) => [accountId, purpose])).toEqual([
    [lena.accountId, 'played'],
    [lena.accountId, 'downloaded'],
    [auditor.accountId, 'played'],
  ])
  const entries = await site.db.auditEntry.count({
    where: { subject: `archive:${kept.id}`, action: { in: ['archive.view', 'archive.download'] } },
  })
  expect(entries).toBe(3)
  await expect(addressFor(auditor, 'downloadMedia', kept.id)).rejects.toThrow('not-found')
})

test('P6: a reviewer of another project cannot learn that there is one', async () => {
  const stranger = await aHolder(site, 'reviewer', (await aRecordingOnDisk(site.db, site.dataDir)).projectId)
  const missing = '01932f5e-0000-7000-8000-000000000000'
  const asked = async (id: string) => {
    const pages = await Promise.all(
      [`/api/media/archives/${id}`, `/archives/${id}`].map((path) => get(stranger, path)),
    )
    const bodies = await Promise.all(pages.map((answer) => answer.text()))
    const reply = replyOf(
      await callAction(stranger.visitor, actionNamed(site.buildDir, 'renewMedia').id, { archiveId: id }),
    )
    const media = JSON.parse(bodies[0] ?? '')
    return [pages.map(({ status }) => status), media.code, media.message, reply?.code, reply?.message]
  }
  expect(await asked(recording.id)).toEqual(await asked(missing))
})

test.each<[string, (who: SignedIn) => Promise<unknown>]>([
  ['the role', ({ accountId }) => site.db.roleHolding.deleteMany({ where: { accountId } })],
  [
    'the device',
    ({ deviceId }) => site.db.device.update({ where: { id: deviceId }, data: { revokedAt: new Date() } }),
  ],
])(
  'A11: what plays breaks off once %s is gone, and no address opens it again',
  async (_what, lose) => {
    const kept = await aRecordingOnDisk(site.db, site.dataDir, { size: 60_000_000 })
    const priya = await aHolder(site, 'reviewer', kept.projectId)
    const path = await addressFor(priya, 'renewMedia', kept.id)
    const reader = (await get(priya, path)).body?.getReader()
    await reader?.read()
    await lose(priya)
    // What is on its way already arrives; a second later nothing more does.
    await expect(readSlowly(reader)).rejects.toThrow()
    expect((await get(priya, path)).status).toBeGreaterThanOrEqual(401)
  },
  60_000,
)

/** As a player does that has enough for now: so that the server waits, longer than it goes without asking. */
async function readSlowly(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  const begun = performance.now()
  await eventually(() => performance.now() - begun > 1_200 || 'not long enough', { timeoutMs: 5_000 })
  for (let done = false; !done; ) done = (await reader?.read())?.done ?? true
}

function isRecording(link: string): boolean {
  try {
    return readlinkSync(link).includes('/recordings/')
  } catch {
    return false // closed since it was listed
  }
}
