/** The platform the cases talk to, through the vendor's SDKs alone. */
import { Auth } from '@vonage/auth'
import { Video } from '@vonage/video'
import { type Sandbox, startSandbox } from '../sandbox.ts'
import { testApplication } from '../testing/test-project.ts'
import { createHoursClock, type HoursClock } from './hours-clock.ts'
import { type OpenTokCalls, openTokCalls } from './opentok-calls.ts'
import { OpenTok } from './opentok-sdk.ts'
import type { Target } from './target.ts'

export type Application = { id: string; privateKey: string; video: Video }

/** What can be done to the sandbox and to no platform elsewhere. */
export type Control = Sandbox['control'] & { passHours: HoursClock['pass'] }

export type PlatformUnderTest = {
  /** How pages name the project: its API key, or the application ID where there is no key. */
  key: string
  opentok: OpenTokCalls
  /** The `opentok` SDK on this platform with other credentials. */
  openTokOf: (key: string, secret: string) => OpenTokCalls
  application: Application | null
  /** Where the browser SDK is pointed; null: it finds the vendor's cloud by itself. */
  browserApiUrl: string | null
  control: Control | null
  close: () => Promise<void>
}

const VENDOR = /(^|\.)(opentok|tokbox|vonage)\.com$/

const openAt = (
  apiUrl: string | null,
  server: { key: string; secret: string },
  application: Omit<Application, 'video'> | null,
): Omit<PlatformUnderTest, 'control' | 'close'> => {
  const openTokOf = (key: string, secret: string) =>
    openTokCalls(new OpenTok(key, secret, ...(apiUrl ? [{ apiUrl }] : [])))
  return {
    key: server.key,
    opentok: openTokOf(server.key, server.secret),
    openTokOf,
    application: application && {
      ...application,
      video: new Video(
        new Auth({ applicationId: application.id, privateKey: application.privateKey }),
        apiUrl ? { videoHost: apiUrl } : {},
      ),
    },
    browserApiUrl: apiUrl === null || VENDOR.test(new URL(apiUrl).hostname) ? null : apiUrl,
  }
}

const nothingToClose = async (): Promise<void> => undefined

/** So that a few pages fill a session. */
const LIMITS = { connections: 4, streams: 4, subscriptionsOfOne: 4 }
/** So that nobody is waited for as long as on the platform. */
const PATIENCE = { reconnectGraceMs: 8_000 }

const openSandbox = async (): Promise<PlatformUnderTest> => {
  const { project, applicationId, privateKey } = testApplication()
  const clock = createHoursClock()
  const sandbox = await startSandbox({
    projects: [project],
    ffmpeg: false,
    clock,
    limits: LIMITS,
    patience: PATIENCE,
  })
  const server = { key: project.apiKey, secret: project.apiSecret }
  return {
    ...openAt(sandbox.apiUrl, server, { id: applicationId, privateKey }),
    control: { ...sandbox.control, passHours: clock.pass },
    close: sandbox.close,
  }
}

export const openPlatform = async (target: Target): Promise<PlatformUnderTest> => {
  switch (target.kind) {
    case 'sandbox':
      return openSandbox()
    case 'api-key':
      return {
        ...openAt(target.apiUrl, { key: target.apiKey, secret: target.apiSecret }, null),
        control: null,
        close: nothingToClose,
      }
    case 'application': {
      const { applicationId: id, privateKey } = target
      return {
        ...openAt(target.apiUrl, { key: id, secret: privateKey }, { id, privateKey }),
        control: null,
        close: nothingToClose,
      }
    }
  }
}
