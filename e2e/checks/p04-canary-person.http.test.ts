import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import { aRoom } from '../kit/a-room.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { SIGNATURE_SECRET, signature, wire } from '../kit/callbacks.ts'
import { Afar, type Answered, COLLEAGUE, GUEST, PHONE, watchForThem } from '../kit/canary-people.ts'
import { columnsWith } from '../kit/columns-with.ts'
import { classesOf } from '../kit/data-classes.ts'
import { eventually } from '../kit/eventually.ts'
import type { WireEvent } from '../kit/history.ts'
import { type MailServer, startMailServer } from '../kit/mail-server.ts'
import { type Site, startSite } from '../kit/site.ts'
import type { Visitor } from '../kit/visitor.ts'

/**
 * P4: two people nobody else is called like, one of the console and one in a room, are everywhere where something of people is
 * typed or sent. Who they are is then in no line of the log, address, file name, or word to the platform, and in no column but
 * those declared for it.
 */
const PASSWORD = 'a quiet evening in november'
const watch = watchForThem()

let site: Site
let platform: Server
let mail: MailServer
let room: Awaited<ReturnType<typeof aRoom>>
let admin: Afar
/** What was said to the platform: addresses, heads and bodies. */
const toPlatform: string[] = []
const answers: Answered[] = []

beforeAll(async () => {
  platform = createServer(async (request, response) => {
    toPlatform.push(`${request.method} ${request.url}`, JSON.stringify(request.headers), await text(request))
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"not today"}')
  }).listen(0, '127.0.0.1')
  await once(platform, 'listening')
  const { port } = platform.address() as AddressInfo // listening on a port by the line above
  mail = await startMailServer()
  site = await startSite({
    env: {
      GAVEL_LOG_LEVEL: 'trace',
      GAVEL_TRUSTED_PROXY: '127.0.0.1',
      GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8',
      GAVEL_SMTP_URL: mail.url,
    },
  })
  admin = somebody()
  const { email, accountId } = await site.somebody('admin')
  await admin.signIn(email, PASSWORD)
  room = await aRoom(site.db, { actorId: accountId, secret: site.secret })
  const apiUrl = `http://127.0.0.1:${port}`
  const { platformId } = await site.db.project.update({ where: { id: room.projectId }, data: { apiUrl } })
  const name = Buffer.from(`1~${platformId}~127.0.0.1~1700000000000~rehearsal~`).toString('base64url')
  await site.db.videoSession.update({ where: { id: room.sessionId }, data: { platformId: `1_${name}` } })
  const secrets = { apiSecret: 'no-secret-that-anybody-has-0123456789', signatureSecret: SIGNATURE_SECRET }
  await site.db.$transaction((tx) => saveCredentials(tx, room.projectId, secrets, new Date()))
}, 600_000)

afterAll(async () => {
  await site?.end()
  await mail?.stop()
  platform?.close()
})

const somebody = () => new Afar(site.nodes[0]?.url ?? '', answers)
const call = async (visitor: Visitor, name: string, input: unknown, path?: string) =>
  replyOf(await callAction(visitor, actionNamed(site.buildDir, name).id, input, undefined, path))

async function deliver(event: WireEvent): Promise<number> {
  const { platformId } = await site.db.project.findUniqueOrThrow({ where: { id: room.projectId } })
  const session = await site.db.videoSession.findUniqueOrThrow({ where: { id: room.sessionId } })
  const body = JSON.stringify({ ...event, sessionId: session.platformId })
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${signature(platformId, body)}`,
  }
  return (await somebody().send('POST', `/api/callbacks/${platformId}`, { headers, body })).status
}

async function letterTo(email: string, kind: string): Promise<string> {
  const link = () =>
    mail.letters
      .filter(({ to }) => to.includes(email))
      .map(({ text: body }) => new RegExp(`/link/${kind}/\\S+`).exec(body)?.[0])
      .findLast((found) => found !== undefined)
  await eventually(() => link() !== undefined || `no letter to ${email} yet`, { timeoutMs: 20_000 })
  return link() ?? ''
}

test('the colleague is invited, comes, errs, forgets her password and takes another address', async () => {
  const { email, first, last } = COLLEAGUE
  const name = `${first} ${last}`
  const role = await site.db.role.findUniqueOrThrow({ where: { key: 'admin' } })
  const invited = { name, email, roles: [{ roleId: role.id, projectId: null }] }
  mail.refuse(550, email) // whose words hold the address
  expect(await call(admin, 'invite', invited)).toMatchObject({ ok: true })
  await eventually(() => mail.asked > 0 || 'no letter was tried yet', { timeoutMs: 20_000 })
  mail.refuse(null)
  expect(await call(admin, 'invite', invited)).toMatchObject({ ok: true })
  const her = somebody()
  await her.send('GET', await letterTo(email, 'invite'))
  expect(await call(her, 'acceptInvite', { name, password: PASSWORD }, '/invite')).toMatchObject({ ok: true })
  for (const [typed, password] of [
    [email, `${name} ${PHONE}`],
    [email.toUpperCase(), 'wrong'],
    [`${name} <${email}>`, email],
  ] as const)
    await somebody().signIn(typed, password)
  await site.db.signInThrottle.deleteMany()
  await her.signIn(email, PASSWORD)
  for (const wanted of [email, `${name} <${email}>`, [email], { email }])
    await call(somebody(), 'askForReset', { email: wanted })
  await somebody().send('GET', await letterTo(email, 'reset'))
  for (const wanted of [`${last}@kanari.example`, name, [email, email]])
    await call(her, 'askForAddress', { email: wanted })
  await her.send('GET', await letterTo(`${last.toLowerCase()}@kanari.example`, 'emailChange'))
  const account = await site.db.account.findUniqueOrThrow({ where: { email } })
  for (const path of [
    '/me/security',
    '/admin/people',
    `/admin/people/${account.id}`,
    '/audit',
    '/admin/roles',
  ])
    expect((await her.send('GET', path)).status).toBe(200)
  for (const [search, format] of [
    [name, 'csv'],
    [email, 'jsonl'],
    [PHONE, 'xml'],
  ] as const)
    await her.send('GET', `/api/audit/export?${new URLSearchParams({ text: search, format })}`)
  await her.send('GET', `/live?${new URLSearchParams({ q: name })}`)
  await her.send('GET', `/nothing/${encodeURIComponent(name)}`)
  await her.send('GET', '/api/feed', { headers: { 'last-event-id': name } })
})

test('the guest enters by a link, is shown and told of by the platform, and is muted, warned and removed', async () => {
  const name = `${GUEST.first} ${GUEST.last}`
  const entered = await call(somebody(), 'enterRoom', { invite: room.invite, name }, '/room/x')
  expect(entered).toMatchObject({ ok: true })
  const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(JSON.stringify(entered?.value))?.[0] ?? ''
  const claims = decodeJwt(token)
  expect(claims.connection_data).toMatch(/^g_/)
  expect(watch.find(JSON.stringify(claims))).toEqual([])
  await call(somebody(), 'enterRoom', { invite: room.invite, name: [name] }, '/room/x')

  const data = JSON.stringify({ name, email: GUEST.email, phone: PHONE })
  expect(await deliver(wire.joined('connection-1', { data }))).toBe(200)
  expect(await deliver(wire.joined('connection-2', { data: `${name}, ${GUEST.email}` }))).toBe(200)
  const shown = wire.published('stream-1', 'connection-1')
  expect(await deliver({ ...shown, stream: { ...shown.stream, name } })).toBe(200)
  await deliver(wire.left('connection-2'))
  await deliver({ ...wire.archive('archive-1', 'available'), name: `Evening of ${name}` })
  const connection = await site.db.connection.findFirstOrThrow({ where: { platformId: 'connection-1' } })
  const stream = await site.db.stream.findFirstOrThrow({ where: { platformId: 'stream-1' } })
  await call(admin, 'mute', { streamId: stream.id })
  const reason = `${name} was loud`
  await call(admin, 'warn', { connectionId: connection.id, text: 'Please be quiet' })
  await call(admin, 'unpublish', { streamId: stream.id, reason })
  await call(admin, 'disconnect', { connectionId: connection.id, reason })
  await call(admin, 'disconnect', { connectionId: name, reason: GUEST.email })
  const archives = await site.db.archive.findMany({ where: { projectId: room.projectId } })
  const paths = [
    '/live',
    `/sessions/${room.sessionId}`,
    '/archives',
    ...archives.map(({ id }) => `/archives/${id}`),
  ]
  for (const path of paths) expect((await admin.send('GET', path)).status).toBe(200)
  await eventually(() => toPlatform.length > 3 || 'the platform was asked nothing yet', { timeoutMs: 20_000 })
})

test('no line of the log says who they are, or from where they came', () => {
  const lines = (site.nodes[0]?.log ?? '').split('\n').filter(Boolean)
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.filter((line) => watch.find(line).length > 0)).toEqual([])
})

test('no address that is told to a browser has them in it, nor the name of a file', () => {
  const told = answers.flatMap(({ path, answer: { headers, body } }) => {
    const links = [...body.matchAll(/(?:href|src|action|url)\\?"?[=:]\\?"([^"\\]*)/gi)].map(
      ([, link = '']) => link,
    )
    // What they wrote into an address themselves stands in it when it is given back.
    const own = new URL(path, 'http://localhost').search ? links.filter((link) => !link.includes('?')) : links
    return [...own, String(headers.location ?? ''), String(headers['content-disposition'] ?? '')]
  })
  expect(told.length).toBeGreaterThan(100)
  expect(told.filter((one) => watch.find(one).length > 0)).toEqual([])
  const files = readdirSync(site.dataDir, { recursive: true }).map(String)
  expect(files.filter((file) => watch.find(file).length > 0)).toEqual([])
})

test('the platform is told nothing of them: neither in addresses nor in what is sent there', () => {
  expect(toPlatform.length).toBeGreaterThan(3)
  expect(toPlatform.filter((one) => watch.find(one).length > 0)).toEqual([])
})

test('they stand in no column that is not declared to hold something of people', async () => {
  const classes = classesOf()
  const found = await columnsWith(site.databaseUrl, (text) => watch.find(text).length > 0)
  expect(found.filter((column) => (classes[column] ?? 'none') === 'none')).toEqual([])
  // It would say nothing had they left no traces.
  const declared = [
    'Account.email',
    'AccountLink.email',
    'AuditEntry.address',
    'Mail.to',
    'Person.name',
    'Stream.name',
  ]
  expect(found).toEqual(expect.arrayContaining(declared))
})
