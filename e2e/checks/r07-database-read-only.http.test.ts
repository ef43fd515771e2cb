import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DOOR_WORDS } from '#lib/access/action-reply.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import { mediaAddress } from '#lib/review/media-address.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { aKeptRecording } from '../kit/a-kept-recording.ts'
import { aRecordingOnDisk, type RecordingOnDisk } from '../kit/a-recording-on-disk.ts'
import { aRoom } from '../kit/a-room.ts'
import { actionNamed, callAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { SIGNATURE_SECRET, signature, wire } from '../kit/callbacks.ts'
import { type CountingPlatform, countingPlatform, type There } from '../kit/counting-platform.ts'
import { eventually } from '../kit/eventually.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { onlyReads } from '../kit/only-reads.ts'
import { deployedPages } from '../kit/route-index.ts'
import { type Person, type Site, startSite } from '../kit/site.ts'
import { readSse } from '../kit/sse.ts'
import { testSecrets } from '../kit/test-env.ts'
import type { Visitor } from '../kit/visitor.ts'
import { ACTION_INPUTS } from './fixtures/action-inputs.ts'

/**
 * R7: a database that only reads. People read on; whatever would change something is refused in one sentence and tells the platform
 * nothing, for it could not be put on the record; and once changes are taken again, everything goes on by itself.
 */
type Room = Awaited<ReturnType<typeof aRoom>>

/** They change nothing, so they are answered. */
const QUESTIONS = ['previewRetention', 'renewMedia', 'downloadMedia']
const REFUSED = { ok: false, code: 'no-writing', message: DOOR_WORDS['no-writing'] }

let site: Site
/** Takes changes all the time: the test's own hand. */
let anyway: Database
let platform: CountingPlatform
let room: Room
let there: There | null = null
let recording: RecordingOnDisk
let priya: SignedIn
let somebody: Person
let key: string
let shownBefore: string[][]

beforeAll(async () => {
  site = await startSite({ env: { GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' } })
  anyway = openDatabase(
    `${site.databaseUrl}?options=-c%20timezone%3DUTC%20-c%20default_transaction_read_only%3Doff`,
    2,
  )
  platform = await countingPlatform(() => there)
  priya = await aHolder(site, 'admin', null)
  somebody = await site.somebody('admin')
  room = await aRoomThere()
  recording = await aRecordingOnDisk(site.db, site.dataDir, { projectId: room.projectId })
  const made = await call('makeKey', { name: 'Web', scopes: ['session.read'], projectId: null, days: 30 })
  key = /"key":"(gavel_[^"]+)"/.exec(made.body)?.[1] ?? ''
  shownBefore = await shownTo(priya.visitor)
}, 600_000)

afterAll(async () => {
  await site?.end()
  await anyway?.$disconnect()
  await platform?.stop()
})

/** A live session at a platform that would do what it is told, in a project whose callbacks are signed. */
async function aRoomThere(): Promise<Room> {
  const made = await aRoom(site.db, { actorId: priya.accountId, secret: site.secret })
  const { projectId: id, sessionId, connectionId, streamId, archiveId } = made
  const secrets = { apiSecret: randomBytes(20).toString('hex'), signatureSecret: SIGNATURE_SECRET }
  const keys = parseMasterKeys(testSecrets().GAVEL_MASTER_KEYS)
  const session = await site.db.videoSession.update({
    where: { id: sessionId },
    data: { name: 'Late-night karaoke' },
  })
  const connection = await site.db.connection.findUniqueOrThrow({ where: { id: connectionId } })
  const stream = await site.db.stream.findUniqueOrThrow({ where: { id: streamId } })
  there = { session: session.platformId, connection: connection.platformId, stream: stream.platformId }
  await site.db.archive.update({ where: { id: archiveId }, data: { state: 'deleted' } })
  await site.db.$transaction((tx) => saveCredentials(tx, id, secrets, new Date(), keys))
  await site.db.project.update({ where: { id }, data: { apiUrl: platform.origin } })
  return made
}

const url = (path: string) => new URL(path, site.nodes[0]?.url)
const call = (name: string, input: unknown, visitor = priya.visitor) =>
  callAction(visitor, actionNamed(site.buildDir, name).id, input)
const media = () =>
  mediaAddress({ archiveId: recording.id, purpose: 'played', actor: priya }, new Date(), site.secret)
const get = (path: string, visitor = priya.visitor) =>
  fetch(url(path), { headers: { cookie: visitor.cookie } })

/** What each page comes to: its status, and where in it something broke. */
async function shownTo(visitor: Visitor): Promise<string[][]> {
  const paths = [...deployedPages(site.buildDir), `/sessions/${room.sessionId}`, `/archives/${recording.id}`]
  const shown: string[][] = []
  for (const path of paths) {
    const { status, body } = await visitor.send('GET', path)
    shown.push([path, String(status), ...(body.match(/data-dgst="[^"]*"|__next_error__/g) ?? [])])
  }
  return shown
}

const JOINED = wire.joined('c-while-it-only-reads')
async function deliver(): Promise<Response> {
  const { platformId } = await anyway.project.findUniqueOrThrow({ where: { id: room.projectId } })
  const body = JSON.stringify(JOINED)
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${signature(platformId, body)}`,
  }
  return fetch(url(`/api/callbacks/${platformId}`), { method: 'POST', headers, body })
}
const timesStored = () => anyway.platformEvent.count({ where: { subject: JOINED.connection.id } })

async function signOut(visitor: Visitor) {
  const { csrfToken } = JSON.parse((await visitor.send('GET', '/api/auth/csrf')).body)
  return visitor.send('POST', '/api/auth/signout', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: '/sign-in' }).toString(),
  })
}

describe('while the database only reads', () => {
  let entries: number

  beforeAll(async () => {
    // So long ago that their being here would be noted.
    const lastSeenAt = new Date(Date.now() - 120_000)
    await site.db.device.update({ where: { id: priya.deviceId }, data: { lastSeenAt } })
    entries = await site.db.auditEntry.count()
    await onlyReads(site.databaseUrl, true)
  })

  test('every page is shown to whoever is signed in, as it was before', async () => {
    expect(await shownTo(priya.visitor)).toEqual(shownBefore)
    for (const path of ['/live', `/sessions/${room.sessionId}`, '/archives', `/archives/${recording.id}`]) {
      const answer = await get(path)
      expect([path, answer.status]).toEqual([path, 200])
      expect(await answer.text()).toContain('Late-night karaoke')
    }
  }, 120_000)

  test('programs read, and the feed goes on', async () => {
    const listed = await fetch(url('/api/v1/sessions'), { headers: { authorization: `Bearer ${key}` } })
    expect([listed.status, await listed.text()]).toEqual([200, expect.stringContaining(room.sessionId)])
    const { body } = await get('/api/feed')
    const line = readSse(body ?? new ReadableStream())
    await eventually(() => line.of('beat').length > 0 || 'The feed does not beat', { timeoutMs: 20_000 })
    await line.stop()
  }, 30_000)

  test('the server lives, and says that nothing should be sent to it', async () => {
    expect((await fetch(url('/api/health'))).status).toBe(200)
    const ready = await fetch(url('/api/ready'))
    expect([ready.status, ready.headers.has('retry-after')]).toEqual([503, true])
    expect(await ready.json()).toMatchObject({ ready: false, message: /takes no changes/ })
  })

  test('every action that would change something is refused in one sentence, of whoever may', async () => {
    const { id: roleId } = await anyway.role.findUniqueOrThrow({ where: { key: 'reviewer' } })
    const things = { projectId: room.projectId, roleId, db: anyway }
    const names = deployedActions(site.buildDir).flatMap(({ name }) => (ACTION_INPUTS[name] ? [name] : []))
    const answered: string[] = []
    for (const name of names) {
      const reply = replyOf(await call(name, await ACTION_INPUTS[name]?.(things)))
      if (reply?.code !== REFUSED.code || reply.message !== REFUSED.message)
        answered.push(`${name}: ${reply?.ok ? 'done' : reply?.code}`)
    }
    expect(answered.sort()).toEqual(QUESTIONS.map((name) => `${name}: done`).sort())
    expect(names.length).toBeGreaterThan(60)
  }, 180_000)

  test('somebody with an invite is told so too, and nobody gets a token', async () => {
    const answer = await call('enterRoom', { invite: room.invite, name: 'Mia' }, site.visitor())
    expect(replyOf(answer)).toMatchObject(REFUSED)
  })

  test('signing in says what is the matter, and nothing of what broke inside', async () => {
    const visitor = site.visitor()
    const refused = await visitor.signIn(somebody.email, somebody.password)
    expect(String(refused.headers.location)).toMatch(/\?error=no-writing$/)
    let shown = refused
    for (let to = shown.headers.location; to; to = shown.headers.location) {
      const { pathname, search } = new URL(String(to), url('/'))
      shown = await visitor.send('GET', pathname + search)
    }
    expect(shown.body).toContain(DOOR_WORDS['no-writing'])
    expect((await get('/live', visitor)).url).toMatch(/\/sign-in/)
  })

  test('whoever signs out is told that it did not work, and still is who they were', async () => {
    const answer = await signOut(priya.visitor)
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      503,
      expect.objectContaining({ code: 'no-writing' }),
    ])
    expect((await get('/live')).status).toBe(200)
  })

  test('a recording is not sent, since nobody could say who had it; nor can a stranger learn of it', async () => {
    const answer = await get(media().url)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'no-writing' }),
    ])
    const { id } = await anyway.project.create({
      data: { name: 'Another', platform: 'opentok', platformId: String(Date.now()) },
    })
    const stranger = await aHolder({ ...site, db: anyway }, 'reviewer', id)
    const told = async (archiveId: string) => {
      const refused = await get(`/api/media/archives/${archiveId}`, stranger.visitor)
      const reply = replyOf(await call('renewMedia', { archiveId }, stranger.visitor))
      return [refused.status, (await refused.json()).message, reply?.code]
    }
    expect(await told(recording.id)).toEqual(await told(newId()))
  })

  test('a callback is refused so that the platform sends it again', async () => {
    const answer = await deliver()
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true])
    expect(await timesStored()).toBe(0)
  })

  test('what is due waits: no recording is deleted whose deletion cannot be written down', async () => {
    const [begun, node] = [site.nodes[0]?.log.length ?? 0, site.nodes[0]]
    await aDueDeletion()
    const tried = () => node?.log.slice(begun).includes('"job":"run-deletions"')
    await eventually(() => tried() || 'Nobody looked for deletions that are due', { timeoutMs: 20_000 })
    expect(await anyway.deletion.count({ where: { state: 'done' } })).toBe(0)
  }, 30_000)

  test('and of all this the platform was told nothing, and nothing stands on the record', async () => {
    expect(platform.told).toEqual([])
    expect(await anyway.auditEntry.count()).toBe(entries)
    expect(await anyway.viewing.count()).toBe(0)
  })
})

/** Agreed to, and due at once, of a recording that only the platform has. */
async function aDueDeletion(): Promise<void> {
  const { archiveId, platformId } = await aKeptRecording(anyway, { projectId: room.projectId })
  there = there && { ...there, archive: platformId }
  const who = {
    askedById: priya.accountId,
    answeredById: somebody.accountId,
    reason: 'Consent was withdrawn',
  }
  const due = { state: 'deleting' as const, nextAt: new Date() }
  await anyway.storedFile.deleteMany({ where: { archiveId } })
  await anyway.deletion.create({ data: { archiveId, projectId: room.projectId, ...who, ...due } })
}

describe('once it takes changes again', () => {
  beforeAll(() => onlyReads(site.databaseUrl, false))

  test('the server is ready by itself', async () => {
    await eventually(async () => (await fetch(url('/api/ready'))).ok || 'It is not ready', {
      timeoutMs: 5_000,
    })
  })

  test('the same action is done, told to the platform once, and on the record', async () => {
    const reply = replyOf(await call('disconnect', { connectionId: room.connectionId, reason: 'Shouting' }))
    expect(reply).toMatchObject({ ok: true })
    const removals = () => platform.told.filter((line) => line.includes(`/connection/${there?.connection}`))
    await eventually(() => removals().length > 0 || 'The platform was told nothing', { timeoutMs: 20_000 })
    expect(removals()).toEqual([expect.stringMatching(/^DELETE /)])
    const where = { requestId: reply?.requestId ?? '', phase: 'ask' }
    expect(await anyway.auditEntry.count({ where })).toBe(1)
  }, 30_000)

  test('the callback that comes again is stored, once', async () => {
    expect((await deliver()).status).toBe(200)
    expect((await deliver()).status).toBe(200)
    expect(await timesStored()).toBe(1)
  })

  test('the deletion that was due is done', async () => {
    const done = () => anyway.deletion.count({ where: { state: 'done' } })
    await eventually(async () => (await done()) === 1 || 'It is not done', { timeoutMs: 30_000 })
    expect(platform.told.filter((line) => /^DELETE .*\/archive\//.test(line))).toHaveLength(1)
  }, 40_000)

  test('people sign in and out, and whoever opens a recording is on the record', async () => {
    const answer = await get(media().url)
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, recording.bytes.length])
    expect(await anyway.viewing.count({ where: { archiveId: recording.id } })).toBe(1)
    const visitor = site.visitor()
    await visitor.signIn(somebody.email, somebody.password)
    expect((await get('/live', visitor)).status).toBe(200)
    expect((await signOut(visitor)).status).toBe(200)
    expect(await anyway.device.count({ where: { accountId: somebody.accountId, revokedAt: null } })).toBe(0)
  })
})
