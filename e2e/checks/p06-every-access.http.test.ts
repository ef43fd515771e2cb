import { createHash, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApiKey } from '#lib/access/api-key-format.ts'
import { finishDeletion } from '#lib/retention/finish-deletion.ts'
import { packageFile } from '#lib/retention/package-file.ts'
import { mediaAddress } from '#lib/review/media-address.ts'
import type { Purpose } from '#lib/review/model.ts'
import { newId } from '#lib/system/ids.ts'
import { aRecordingOnDisk } from '../kit/a-recording-on-disk.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { bareAnswer } from '../kit/bare-answer.ts'
import { eventually } from '../kit/eventually.ts'
import { handMadeZip } from '../kit/hand-made-zip.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { deployedRoutes } from '../kit/route-index.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, startSite } from '../kit/site.ts'

/**
 * P6: by whatever way somebody comes by a recording or a part of it, it is on the record before the first byte, once for each time,
 * with who and what for, and of what was played which seconds. Whoever may see nothing of a project cannot learn what it has. (What
 * an address of bytes opens, and for whom: s11-media-addresses, s11-streams.)
 */
type Kept = {
  id: string
  zipId: string
  findingId: string
  hiddenId: string
  deletedId: string
  packageId: string
}

let site: Site
let projectId: string
let kept: Kept
let lena: SignedIn

beforeAll(async () => {
  site = await startSite()
  projectId = (await aProject(site.db)).id
  kept = await everythingKept()
  lena = await aHolder(site, 'admin', projectId)
}, 600_000)

afterAll(() => site?.end())

/** A recording with a finding and a package, one of streams apart, one with a finding that is kept from others, and one deleted. */
async function everythingKept(): Promise<Kept> {
  const recording = () => aRecordingOnDisk(site.db, site.dataDir, { projectId })
  const [{ id }, hidden, deleted] = [await recording(), await recording(), await recording()]
  const zip = await aRecordingOnDisk(site.db, site.dataDir, { projectId, zip: zipOf })
  const [author, second] = [await reviewerHere(), await reviewerHere()]
  for (const [reviewer, isSecond] of [
    [author, false],
    [second, true],
  ] as const)
    await site.db.review.create({
      data: { archiveId: hidden.id, projectId, reviewerId: reviewer.accountId, second: isSecond },
    })
  return {
    id,
    zipId: zip.id,
    findingId: await aFinding(id, author.accountId),
    hiddenId: await aFinding(hidden.id, author.accountId),
    deletedId: await deletedBy(deleted.id, author.accountId),
    packageId: await aPackage(id, author.accountId),
  }
}

const reviewerHere = () => aHolder(site, 'reviewer', projectId)

function zipOf(platformId: string): Buffer {
  const place = { streamId: 's-mia', startTimeOffset: 0, stopTimeOffset: 600_000, videoType: 'camera' }
  const files = [{ filename: 'mia.webm', ...place }]
  return handMadeZip([
    { name: 'mia.webm', bytes: randomBytes(50_000) },
    { name: `${platformId}.json`, bytes: Buffer.from(JSON.stringify({ id: platformId, files })) },
  ])
}

async function aFinding(archiveId: string, authorId: string): Promise<string> {
  const what = { fromMs: 1_000, category: 'conduct' as const, severity: 'low' as const, text: 'Shouting' }
  const { id } = await site.db.finding.create({ data: { archiveId, projectId, authorId, ...what } })
  await site.db.findingStill.create({ data: { findingId: id, bytes: randomBytes(200) } })
  return id
}

async function deletedBy(archiveId: string, askedById: string): Promise<string> {
  const data = { archiveId, projectId, askedById, reason: 'Consent was withdrawn' }
  const { id } = await site.db.deletion.create({ data: { ...data, state: 'deleting', nextAt: null } })
  await finishDeletion(site.db, { id, archiveId })
  return archiveId
}

async function aPackage(archiveId: string, askedById: string): Promise<string> {
  const bytes = randomBytes(10_000)
  const sha256 = createHash('sha256').update(bytes).digest()
  const until = { state: 'ready' as const, expiresAt: new Date(Date.now() + 3_600_000) }
  const { id } = await site.db.exportPackage.create({
    data: { archiveId, projectId, askedById, reason: 'Court order 12/26', sha256, ...until },
  })
  await mkdir(dirname(packageFile(site.dataDir, id)), { recursive: true })
  await writeFile(packageFile(site.dataDir, id), bytes)
  return id
}

const url = (path: string) => new URL(path, site.nodes[0]?.url)
const get = ({ visitor }: SignedIn, path: string, headers: Record<string, string> = {}) =>
  fetch(url(path), { headers: { cookie: visitor.cookie, ...headers } })
const call = async ({ visitor }: SignedIn, name: string, input: unknown) =>
  callAction(visitor, actionNamed(site.buildDir, name).id, input)
const mediaFor = (actor: SignedIn, purpose: Purpose, archiveId: string, piece?: number) =>
  mediaAddress({ archiveId, purpose, actor, piece }, new Date(), site.secret).url

/** What is on the record of this person, without what they did to sign in. */
async function entriesOf({ accountId: actorId }: SignedIn): Promise<string[]> {
  const rows = await site.db.auditEntry.findMany({ where: { actorId }, orderBy: { seq: 'asc' } })
  return rows.map(({ phase, action, subject }) => `${phase} ${action} ${subject}`)
}
async function viewingsOf({ accountId }: SignedIn): Promise<string[]> {
  const rows = await site.db.viewing.findMany({ where: { accountId }, orderBy: { at: 'asc' } })
  return rows.map(({ purpose, archiveId }) => `${purpose} ${archiveId}`)
}

describe('on the record', () => {
  test('is every way to a recording, once for each time, with who it was and what for', async () => {
    const { id, zipId, findingId, deletedId, packageId } = kept
    const ways: [path: string, headers: Record<string, string>, entry: string, viewing?: string][] = [
      [mediaFor(lena, 'played', id), { range: 'bytes=0-99' }, `archive.view archive:${id}`, `played ${id}`],
      [mediaFor(lena, 'played', zipId, 0), {}, `archive.view archive:${zipId}`, `played ${zipId}`],
      [mediaFor(lena, 'downloaded', id), {}, `archive.download archive:${id}`, `downloaded ${id}`],
      [
        mediaFor(lena, 'downloaded', id),
        { range: 'bytes=5-' },
        `archive.download archive:${id}`,
        `downloaded ${id}`,
      ],
      [mediaFor(lena, 'downloaded', zipId), {}, `archive.download archive:${zipId}`, `downloaded ${zipId}`],
      [`/api/findings/${findingId}/still`, {}, `finding.still archive:${id}`],
      [`/api/findings/${findingId}/still`, {}, `finding.still archive:${id}`],
      [`/api/exports/${packageId}`, {}, `archive.exported archive:${id}`, `exported ${id}`],
      [`/api/archives/${deletedId}/certificate`, {}, `archive.certificate archive:${deletedId}`],
      [`/api/archives/${deletedId}/certificate/facts`, {}, `archive.certificate archive:${deletedId}`],
    ]
    for (const [path, headers] of ways) {
      const answer = await get(lena, path, headers)
      expect([path, answer.ok, (await answer.arrayBuffer()).byteLength > 0]).toEqual([path, true, true])
    }
    expect(await entriesOf(lena)).toEqual(ways.map(([, , entry]) => `event ${entry}`))
    expect(await viewingsOf(lena)).toEqual(ways.flatMap(([, , , viewing]) => viewing ?? []))
  })

  test('stands which seconds of it somebody played, and of whom no player tells, that they opened it', async () => {
    const [who, other] = [await reviewerHere(), await reviewerHere()]
    const told = async (by: SignedIn, parts: [number, number][]) =>
      replyOf(await call(by, 'tellParts', { archiveId: kept.id, parts }))?.ok
    const partsOf = ({ accountId }: SignedIn) =>
      site.db.viewing.findMany({ where: { accountId }, select: { parts: true } })
    expect(await told(who, [[0, 5]])).toBe(false)
    for (const one of [who, other]) await get(one, mediaFor(one, 'played', kept.id), { range: 'bytes=0-9' })
    expect(await told(who, [[0, 5]])).toBe(true)
    expect(
      await told(who, [
        [5, 12],
        [595, 9_000],
      ]),
    ).toBe(true)
    expect(await partsOf(who)).toEqual([
      {
        parts: [
          [0, 12],
          [595, 600],
        ],
      },
    ])
    expect(await partsOf(other)).toEqual([{ parts: [] }])
  })

  test('it stands before the first byte: while nothing can be written, nothing is sent', async () => {
    const who = await aHolder(site, 'admin', projectId)
    const { id, findingId, packageId, deletedId } = kept
    for (const path of [
      mediaFor(who, 'played', id),
      mediaFor(who, 'downloaded', id),
      `/api/findings/${findingId}/still`,
      `/api/exports/${packageId}`,
      `/api/archives/${deletedId}/certificate`,
    ]) {
      const { sent, status } = await whileTheRecordIsHeld(() => get(who, path))
      expect([path, sent, status]).toEqual([path, false, 200])
    }
    expect(await entriesOf(who)).toHaveLength(5)
  }, 60_000)

  test('no recording is among what programs are told, who have no name', async () => {
    const forKeys = deployedRoutes(site.buildDir).filter(({ path }) => path.startsWith('/api/v1'))
    expect(forKeys.map(({ path }) => path)).toEqual(['/api/v1/sessions'])
    const { key, prefix, hash } = newApiKey()
    const scopes = ['session.read']
    await site.db.apiKey.create({ data: { name: 'Web', prefix, hash, scopes, createdById: lena.accountId } })
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(url('/api/v1/sessions'), { headers })
    expect([answer.status, (await answer.text()).includes(kept.id)]).toEqual([200, false])
    for (const path of everyPath(kept, lena)) {
      const refused = await fetch(url(path), { headers, redirect: 'manual' })
      expect([path, refused.status]).toEqual([path, path.startsWith('/archives/') ? 307 : 401])
    }
  })
})

/** Asks while a transaction holds the end of the record, and looks whether an answer came before it let go. */
async function whileTheRecordIsHeld(
  ask: () => Promise<Response>,
): Promise<{ sent: boolean; status: number }> {
  let sent = false
  const { answer, early } = await site.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "AuditHead" WHERE "id" = 1 FOR UPDATE`
      const asked = ask().finally(() => {
        sent = true
      })
      await eventually(async () => sent || (await waitsForTheRecord()) || 'Nobody waits for the record', {
        timeoutMs: 8_000,
      })
      return { answer: [asked] as const, early: sent }
    },
    { timeout: 10_000 },
  )
  const { status } = await answer[0]
  return { sent: early, status }
}

async function waitsForTheRecord(): Promise<boolean> {
  const [found] = await site.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE "datname" = current_database() AND "wait_event_type" = 'Lock' AND "query" LIKE '%"AuditHead"%'`
  return (found?.waiting ?? 0) > 0
}

/** Every address under which there is something of a recording. */
function everyPath({ id, zipId, findingId, deletedId, packageId }: Kept, who: SignedIn): string[] {
  return [
    `/archives/${id}`,
    `/archives/${deletedId}`,
    `/api/media/archives/${id}`,
    mediaFor(who, 'played', id),
    mediaFor(who, 'downloaded', id),
    mediaFor(who, 'played', zipId, 0),
    `/api/media/archives/${zipId}/streams`,
    `/api/findings/${findingId}/still`,
    `/api/archives/${deletedId}/certificate`,
    `/api/archives/${deletedId}/certificate/facts`,
    `/api/exports/${packageId}`,
  ]
}

const absent = (): Kept => ({
  ...{ id: newId(), zipId: newId(), findingId: newId() },
  ...{ hiddenId: newId(), deletedId: newId(), packageId: newId() },
})

const FORMS = [
  ['GET', {}],
  ['HEAD', {}],
  ['GET', { range: 'bytes=0-9' }],
] as const
const PAGE_FORMS = [...FORMS, ['GET', { rsc: '1' }]] as const
type Asked = { path: string; answer: string }

/** All that comes of asking, but for what is another in each answer. */
async function answersTo(who: SignedIn, things: Kept): Promise<Asked[]> {
  const answers: Asked[] = []
  for (const path of everyPath(things, who))
    for (const [method, headers] of path.startsWith('/archives/') ? PAGE_FORMS : FORMS) {
      const asked = await who.visitor.send(method, path, { headers })
      const { location } = asked.headers
      const answer = location ? await who.visitor.send(method, String(location), { headers }) : asked
      const { body, ...bare } = bareAnswer(answer, Object.values(things))
      const form = `${method} ${path} ${JSON.stringify(headers)}`
      answers.push({ path: form, answer: JSON.stringify({ ...bare, rows: rowsOf(body) }) })
    }
  return answers
}

/** What a page is made of, in an order of its own: it is sent as it becomes ready, which is another order each time. */
const rowsOf = (body: string): string[] =>
  body
    .replaceAll(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, '')
    .split(/\\n|\n/)
    .toSorted()

/** Where two answers to the same question part, if they do. */
function apart({ path, answer }: Asked, other: Asked | undefined): string[] {
  const at = [...answer].findIndex((sign, place) => sign !== other?.answer[place])
  if (at < 0 && answer.length === other?.answer.length) return []
  const near = (text = '') => text.slice(Math.max(0, at - 40), at + 80)
  return [`${path}: ${near(answer)} | ${near(other?.answer)}`]
}

const DEEDS: Record<string, object> = {
  renewMedia: {},
  downloadMedia: {},
  tellParts: { parts: [[0, 5]] },
  takeReview: {},
  finishReview: { verdict: 'clean' },
  checkCopies: {},
  placeHold: { reason: 'A reason' },
  askDeletion: { reason: 'A reason' },
  askExport: { reason: 'A reason' },
}

describe('whoever may see nothing of the project', () => {
  test.each(['reviewer', 'admin'])(
    'cannot learn that it has recordings, as %s of another',
    async (role) => {
      const stranger = await aHolder(site, role, (await aProject(site.db)).id)
      await stranger.visitor.send('GET', '/sign-in') // sets the cookie of its form once, and not again
      const [foreign, nothing] = [await answersTo(stranger, kept), await answersTo(stranger, absent())]
      expect(foreign.flatMap((asked, at) => apart(asked, nothing[at]))).toEqual([])
      for (const [name, more] of Object.entries(DEEDS)) {
        const told = async (archiveId: string) =>
          bareAnswer(await call(stranger, name, { archiveId, ...more }), [archiveId])
        expect([name, await told(kept.id)]).toEqual([name, await told(newId())])
      }
      expect(await viewingsOf(stranger)).toEqual([])
    },
    120_000,
  )

  test('there is something to learn: whoever may gets other answers to all of it', async () => {
    const [here, nothing] = [await answersTo(lena, kept), await answersTo(lena, absent())]
    const alike = here.filter((asked, at) => apart(asked, nothing[at]).length === 0)
    expect(alike).toEqual([])
  }, 120_000)

  test('and who reviews a recording sees nothing of what a colleague found, not even that there is a picture', async () => {
    const who = await reviewerHere()
    const told = async (findingId: string) =>
      bareAnswer(await who.visitor.send('GET', `/api/findings/${findingId}/still`), [findingId])
    expect(await told(kept.hiddenId)).toEqual(await told(newId()))
    expect((await told(kept.findingId)).status).toBe(200)
    expect(await entriesOf(who)).toEqual([`event finding.still archive:${kept.id}`])
  })
})
