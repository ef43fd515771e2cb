/** A stand-in for the video platform, whole: REST, signalling, media, callbacks, recordings, people. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createArchiveFiles } from './archives/archive-files.ts'
import { type Archives, createArchives } from './archives/archives.ts'
import { composeWith } from './archives/compose.ts'
import { type Clock, createCallbackQueue, realClock } from './callbacks/callback-queue.ts'
import { eventBody } from './callbacks/event-body.ts'
import { untilAnswered } from './callbacks/until-answered.ts'
import { createCastRegistry } from './control/cast-registry.ts'
import { createControl, isControl } from './control/control.ts'
import { createFaults } from './faults/create-faults.ts'
import type { Fault, Faults } from './faults/faults.ts'
import { followMediaFaults } from './faults/media-faults.ts'
import { wrongClock } from './faults/wrong-clock.ts'
import { createHttpServer, listen } from './http-server.ts'
import { findFfmpeg } from './media/recording/compose-with-ffmpeg.ts'
import { createWeriftMediaServer } from './media/werift-media-server.ts'
import { type PeopleProcess, startPeopleProcess } from './people-process.ts'
import { type Limits, limitsSchema } from './platform/limits.ts'
import { createPlatform, type Platform } from './platform/platform.ts'
import type { Project } from './platform/project.ts'
import { createRest } from './rest/rest.ts'
import { createSignalling, type SignallingOptions } from './signalling/signalling.ts'

export type SandboxOptions = {
  projects: readonly Project[]
  /** 0 takes a free one. */
  port?: number
  host?: string
  /** Where recordings are kept; without it they go when the sandbox closes. */
  recordings?: string
  /** Which simulated people come; none without it. */
  scenario?: string | null
  /** How many seconds of the scenario pass in one. */
  speed?: number
  /** False: make recordings without ffmpeg even where there is one. */
  ffmpeg?: boolean
  /** Publishers send their picture in several sizes, and subscribers get the one they ask for. Dear in processor time for them. */
  simulcast?: boolean
  clock?: Clock
  /** How much fits into a session; what is absent is as on the platform. */
  limits?: Partial<Limits>
  /** What goes wrong from the start. */
  faults?: readonly Fault[]
  /** The platform's patience, shorter in tests. */
  patience?: Pick<SignallingOptions, 'silenceMs' | 'reconnectGraceMs' | 'enterWithinMs' | 'rememberMs'>
  log?: (line: string) => void
}

export type Sandbox = {
  apiUrl: string
  projects: readonly Project[]
  /** For tests in the same process; over HTTP the same is under `/_sandbox/`. */
  control: {
    faults: Faults
    platform: Platform
    archives: Archives
    cut: (connectionId: string, forMs?: number) => boolean
    lines: () => number
  }
  close: () => Promise<void>
}

type Folder = { path: string; dispose: () => Promise<void> }

const recordingsFolder = async (path: string | undefined): Promise<Folder> => {
  if (path) return { path, dispose: async () => undefined }
  const made = await mkdtemp(join(tmpdir(), 'gavel-sandbox-'))
  return { path: made, dispose: () => rm(made, { recursive: true, force: true }) }
}

/** Listening everywhere includes here. */
const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)

export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { projects, port = 0, host = '127.0.0.1', scenario = null } = options
  const log = options.log ?? (() => undefined)
  const faults = createFaults()
  const clock = wrongClock(options.clock ?? realClock, faults)
  const cast = createCastRegistry()
  const limits = limitsSchema.parse(options.limits ?? {})
  const media = createWeriftMediaServer(log, options.simulcast)
  const platform = createPlatform({ projects, media, limits, now: clock.now, log })
  const callbacks = createCallbackQueue({ clock, log, fault: (_project, body) => faults.forCallback(body) })
  const folder = await recordingsFolder(options.recordings)
  let apiUrl = ''
  let people: PeopleProcess | null = null
  const closing = new AbortController()

  followMediaFaults(platform, faults)
  for (const fault of options.faults ?? []) faults.add(fault)
  platform.onEvent((event) => callbacks.send(event.session.project, eventBody(event, clock.now())))
  const archives = await createArchives({
    platform,
    files: createArchiveFiles(folder.path, log),
    clock,
    composer: composeWith(options.ffmpeg === false ? null : await findFfmpeg()),
    log,
    notify: callbacks.send,
    uploadFails: faults.forUpload,
    baseUrl: () => apiUrl,
  })
  const signalling = createSignalling({
    platform,
    faults,
    clock,
    archives: archives.ofSession,
    ...options.patience,
  })
  const cue = (name: string): boolean => {
    people?.cue(name)
    return people !== null
  }
  const server = createHttpServer({
    rest: createRest({ platform, archives, faults }),
    control: createControl({ platform, archives, faults, cast, cue }),
    isControl,
    log,
  })
  server.on('upgrade', signalling.upgrade)
  apiUrl = `http://${reachable(host)}:${await listen(server, port, host)}`

  const startPeople = async (scenario: string): Promise<void> => {
    await untilAnswered(
      projects.flatMap(({ callbackUrl }) => callbackUrl ?? []),
      closing.signal,
    )
    if (closing.signal.aborted) return
    const known = projects.map(({ name, apiKey, apiSecret }) => ({ name, apiKey, apiSecret }))
    const { speed = 1 } = options
    people = startPeopleProcess({ apiUrl, projects: known, scenario, speed, onCast: cast.register, log })
  }
  if (scenario) void startPeople(scenario)

  return {
    apiUrl,
    projects,
    control: { faults, platform, archives, cut: signalling.cut, lines: signalling.lines },
    close: async () => {
      closing.abort()
      await people?.close()
      signalling.close()
      await archives.close()
      callbacks.close()
      await media.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await folder.dispose()
    },
  }
}
