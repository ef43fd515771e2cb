/** A sandbox with one routed session, whoever publishes in it, and a project's server that hears of its recordings. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../callbacks/callback-queue.ts'
import { eventually } from '../conformance/eventually.ts'
import type { Project } from '../platform/project.ts'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { startCallbackReceiver } from './callback-receiver.ts'
import { aSession, callRest } from './rest-client.ts'
import { testProject } from './test-project.ts'
import { startWirePublisher, type WirePublisher, type WirePublisherOptions } from './wire-publisher.ts'

export type SeenArchive = {
  id: string
  status: string
  reason: string
  url: string
  size: number
  sha256sum: string
  duration: number
  name: string | null
  resolution?: string
  multiArchiveTag?: string
  streams?: unknown[]
}

export const ARCHIVE = '/v2/project/{P}/archive'

export const startArchiveScene = async (more: { clock?: Clock } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'archives-'))
  const receiver = await startCallbackReceiver()
  const project: Project = testProject({ callbackUrl: receiver.url })
  const log: string[] = []
  const open = (): Promise<Sandbox> =>
    startSandbox({
      projects: [project],
      recordings: folder,
      ffmpeg: false,
      log: (line) => log.push(line),
      ...more,
    })
  let sandbox = await open()
  const sessionId = aSession(sandbox, 'routed')
  const publishers: WirePublisher[] = []

  const now = () => more.clock?.now() ?? new Date()
  const call = (method: string, path: string, body?: unknown) =>
    callRest(sandbox, method, path, { body, now: now() })
  const seen = async (id: string): Promise<SeenArchive> =>
    (await call('GET', `${ARCHIVE}/${id}`)).body as SeenArchive // as REST answers it
  const start = async (options: Record<string, unknown> = {}) => {
    const { status, body } = await call('POST', ARCHIVE, { sessionId, ...options })
    return { status, archive: body as SeenArchive } // as REST answers it
  }

  return {
    ...{ folder, receiver, project, sessionId, log, call, seen, start },
    sandbox: () => sandbox,
    /** Somebody who really sends, as the stream of that name. */
    onAir: async (options: Partial<WirePublisherOptions> = {}): Promise<WirePublisher> => {
      const publisher = await startWirePublisher({ sandbox, sessionId, ...options })
      publishers.push(publisher)
      return publisher
    },
    leave: (): void => {
      for (const publisher of publishers.splice(0)) publisher.close()
    },
    stop: (id: string) => call('POST', `${ARCHIVE}/${id}/stop`, {}),
    until: async (id: string, status: string): Promise<SeenArchive> => {
      await eventually(async () => (await seen(id)).status === status || (await seen(id)).status, 20_000)
      return seen(id)
    },
    /** What the project's server was told of that recording. */
    told: (id: string) =>
      receiver.received.map(({ body }) => body).filter((body) => body.event === 'archive' && body.id === id),
    restart: async (meanwhile: () => void = () => undefined): Promise<void> => {
      await sandbox.close()
      meanwhile()
      sandbox = await open()
    },
    close: async (): Promise<void> => {
      for (const publisher of publishers.splice(0)) publisher.close()
      await sandbox.close()
      await receiver.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type ArchiveScene = Awaited<ReturnType<typeof startArchiveScene>>

/** Lets somebody who publishes go on until so much more was sent. */
export const untilSent = async ({ sent }: WirePublisher, seconds: number): Promise<void> => {
  const target = sent().sounds + seconds * 50
  await eventually(() => sent().sounds >= target || `${sent().sounds} of ${target} were sent`, 60_000)
}
