import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { recordAudits } from '#lib/audit/record-audit.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import { newId } from '#lib/system/ids.ts'
import { aRoom } from '../kit/a-room.ts'
import { actionNamed, callAction, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { aHolder, type SignedIn } from '../kit/holders.ts'
import { type Site, startSite } from '../kit/site.ts'

/**
 * A11: nothing that was made while a right was held is of use once it is gone: neither a file half taken out, nor a link handed
 * out, nor a connection to the platform. Links of accounts are U14's, keys A14's, the feed A10's.
 */
let site: Site
let platform: Server
let room: Awaited<ReturnType<typeof aRoom>>
/** Whom the platform was told to disconnect, by the platform's own ids. */
const sentAway: string[] = []

beforeAll(async () => {
  platform = createServer((request, response) => {
    const connection = /\/connection\/([\w-]+)$/.exec(request.url ?? '')?.[1]
    if (request.method === 'DELETE' && connection) sentAway.push(connection)
    response.writeHead(request.method === 'DELETE' ? 204 : 503).end()
  }).listen(0, '127.0.0.1')
  await once(platform, 'listening')
  const { port } = platform.address() as AddressInfo // listening on a port by the line above
  site = await startSite({ env: { GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' } })
  const admin = await aHolder(site, 'admin', null)
  room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
  const { platformId } = await site.db.project.update({
    where: { id: room.projectId },
    data: { apiUrl: `http://127.0.0.1:${port}` },
  })
  // Tokens are made for sessions of the project only, which say in their id whose they are.
  const name = Buffer.from(`1~${platformId}~127.0.0.1~1700000000000~rehearsal~`).toString('base64url')
  await site.db.videoSession.update({ where: { id: room.sessionId }, data: { platformId: `1_${name}` } })
  const secrets = { apiSecret: 'no-secret-that-anybody-has-0123456789' }
  await site.db.$transaction((tx) => saveCredentials(tx, room.projectId, secrets, new Date()))
}, 600_000)

afterAll(async () => {
  await site?.end()
  platform?.close()
})

const call = async ({ visitor }: Pick<SignedIn, 'visitor'>, name: string, input: unknown) => {
  const id = actionNamed(site.buildDir, name).id
  return replyOf(await callAction(visitor, id, input))
}

const loseRoles = ({ accountId }: SignedIn) => site.db.roleHolding.deleteMany({ where: { accountId } })
const aModerator = () => aHolder(site, 'moderator', room.projectId)

test('a link into a room opens nothing once whoever made it may not invite any more', async () => {
  const moderator = await aModerator()
  const made = await call(moderator, 'createInvite', { sessionId: room.sessionId, uses: 5 })
  const { url } = z.object({ url: z.string() }).parse(made?.value)
  const path = new URL(url).pathname
  const enter = () =>
    call({ visitor: site.visitor() }, 'enterRoom', { invite: path.split('/').at(-1), name: 'Mia Keller' })
  expect(await enter()).toMatchObject({ ok: true })
  await loseRoles(moderator)
  expect(await enter()).toMatchObject({ ok: false, code: 'revoked' })
  expect((await site.visitor().send('GET', path)).body).toContain('This link was taken back')
})

test('a watcher gets a token of minutes, no other once the role is gone, and is sent away from the platform', async () => {
  const moderator = await aModerator()
  const watched = await call(moderator, 'watchSession', { sessionId: room.sessionId })
  const { token } = z.object({ token: z.string() }).parse(watched?.value)
  const { exp = 0, iat = 0, connection_data: ref } = decodeJwt(token)
  expect(exp - iat).toBeLessThanOrEqual(300)

  const grant = await site.db.grant.findUniqueOrThrow({ where: { ref: String(ref) } })
  const platformId = newId()
  await site.db.connection.create({
    data: {
      projectId: room.projectId,
      sessionId: room.sessionId,
      platformId,
      kind: 'watcher',
      data: 'grant',
      grantId: grant.id,
      live: true,
      createdAt: new Date(),
    },
  })
  expect(sentAway).not.toContain(platformId)
  await loseRoles(moderator)
  expect(await call(moderator, 'watchSession', { sessionId: room.sessionId })).toMatchObject({
    code: 'not-found',
  })
  await eventually(() => sentAway.includes(platformId) || 'they are still there', { timeoutMs: 15_000 })
})

test('a file half taken out breaks off, and nobody can take it for the whole', async () => {
  const auditor = await aHolder(site, 'auditor', room.projectId)
  await aLongRecord(2_500)
  const download = await beginDownload(auditor)
  await loseRoles(auditor)
  const lost = performance.now()
  const { status } = await auditor.visitor.send('GET', '/api/audit/export?format=jsonl')
  expect(status).toBe(404)
  // What is asked before each piece is asked at most once a second, and may have been asked just before.
  await eventually(() => performance.now() - lost > 1_100 || 'the second is not over')
  const { lines, whole } = await download.rest()
  expect(whole).toBe(false)
  expect(lines).toBeLessThan(2_500)
})

/** More than what waits on the way to somebody who does not read: three pages of a few megabytes. */
async function aLongRecord(entries: number): Promise<void> {
  const { projectId } = room
  const base = {
    phase: 'event',
    action: 'session.warn',
    actorId: null,
    deviceId: null,
    address: null,
  } as const
  const records = Array.from({ length: entries }, () => ({
    ...base,
    projectId,
    reason: 'x'.repeat(6_000),
    details: {},
    requestId: 'long',
  }))
  for (let from = 0; from < entries; from += 500)
    await site.db.$transaction((tx) => recordAudits(tx, records.slice(from, from + 500)))
}

/** Somebody who asks for the file and reads its head, and nothing more before they are told to. */
async function beginDownload({ visitor }: SignedIn) {
  const { hostname, port, host } = new URL(site.nodes[0]?.url ?? '')
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET /api/audit/export?format=jsonl&project=${room.projectId} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${visitor.cookie}\r\nConnection: close\r\n\r\n`,
  )
  const parts: Buffer[] = []
  await new Promise<void>((begun) => {
    socket.once('data', (part: Buffer) => {
      parts.push(part)
      socket.pause()
      begun()
    })
  })
  expect(String(parts[0])).toMatch(/^HTTP\/1\.1 200/)
  return {
    async rest() {
      socket.on('data', (part: Buffer) => parts.push(part)).resume()
      await once(socket, 'close')
      const text = Buffer.concat(parts).toString('latin1')
      // The last chunk of a whole answer is an empty one.
      return { lines: text.match(/"requestId":"long"/g)?.length ?? 0, whole: text.endsWith('\r\n0\r\n\r\n') }
    },
  }
}
