import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCircuit } from '#lib/platform/circuit.ts'
import type { ArchiveId, ConnectionId, SessionId, StreamId } from '#lib/platform/ids.ts'
import type { PlatformClient } from '#lib/platform/model.ts'
import { createPlatformClient } from '#lib/platform/platform-client.ts'
import { tcpProxy } from '../kit/tcp-proxy.ts'

/**
 * S6: an id that could be read as more than one segment of a path is refused before anything is sent, also when a caller
 * got past the types; and a platform that is half open never holds anybody for more than ten seconds.
 */
const asked: string[] = []
let server: Server
let address = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"count":0,"items":[]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The address of a server that listens on a port is of this shape.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => void asked.splice(0))
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

const SESSION = '1_MX40NzExfn4xNzAwMDAwMDAwMDAwfmFiY34'
const HOSTILE = [
  '',
  '.',
  '..',
  '../mute#',
  '../../../archive/a-1',
  '../../2_other/connection/c9',
  'a/b',
  'a\\b',
  'a%2fb',
  '%2e%2e',
  'a?offset=1',
  'a#b',
  'a\nb',
  'a\r\nX-Evil: 1',
  'a b',
  'a\u0000b',
  'ä',
  '１２３',
  'a;b',
  'a=b',
  'x'.repeat(10 * 1024),
]

const clientAt = (apiUrl: string) =>
  createPlatformClient(
    'project',
    { platform: 'opentok', apiKey: '4711', apiSecret: 'not-a-real-secret-at-all', apiUrl },
    createCircuit(Date.now),
  )

/** As a caller would who trusted a cast more than the parsers. */
const callsWith = (platform: PlatformClient, hostile: string) => {
  const [session, connection] = [SESSION as SessionId, hostile as ConnectionId]
  const [badSession, stream, archive] = [hostile as SessionId, hostile as StreamId, hostile as ArchiveId]
  const signal = { type: 'gavel-warning', data: 'x' }
  return {
    describeSession: () => platform.describeSession(badSession),
    listStreams: () => platform.listStreams(badSession),
    listConnections: () => platform.listConnections(badSession),
    disconnect: () => platform.disconnect(session, connection),
    disconnectElsewhere: () => platform.disconnect(badSession, 'c-1' as ConnectionId),
    muteStream: () => platform.muteStream(session, stream),
    muteAll: () => platform.muteAll(badSession, { active: true, excludedStreamIds: [] }),
    muteAllBut: () => platform.muteAll(session, { active: true, excludedStreamIds: [stream] }),
    signalOne: () => platform.signal(session, { ...signal, connectionId: connection }),
    signalAll: () => platform.signal(badSession, signal),
    stopArchive: () => platform.stopArchive(archive),
    getArchive: () => platform.getArchive(archive),
    deleteArchive: () => platform.deleteArchive(archive),
  }
}

describe('an id that is none', () => {
  test.each(HOSTILE.map((id) => [JSON.stringify(id.slice(0, 40)), id]))(
    '%s reaches no path',
    async (_, id) => {
      for (const [name, call] of Object.entries(callsWith(clientAt(address), id))) {
        const result = await call()
        expect([name, result.ok]).toEqual([name, false])
        // A session id that is none also belongs to no project, so no token is made for it.
        if (!result.ok) expect(['bad-id', 'bad-credentials']).toContain(result.failure.code)
      }
      expect(asked).toEqual([])
    },
  )

  test('is refused in the body of a request to record, too', async () => {
    await clientAt(address).startArchive('../..' as SessionId)
    expect(asked).toEqual([])
  })

  test('while a real one is sent as it is', async () => {
    await clientAt(address).listStreams(`${SESSION}==` as SessionId)
    expect(asked).toEqual([`GET /v2/project/4711/session/${SESSION}==/stream`])
  })
})

test('a platform that is half open ends every call within ten seconds, and raises nothing', async () => {
  const rejections: unknown[] = []
  const note = (reason: unknown) => rejections.push(reason)
  process.on('unhandledRejection', note)
  const proxy = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(address).port) })
  proxy.set({ halfOpen: true })
  const platform = clientAt(`http://127.0.0.1:${proxy.port}`)
  const started = performance.now()
  const { describeSession: _, ...calls } = callsWith(platform, 'c-1')
  await Promise.all(Object.values(calls).map((call) => call()))
  expect(performance.now() - started).toBeLessThan(10_000)
  await proxy.close()
  process.off('unhandledRejection', note)
  expect(rejections).toEqual([])
})
