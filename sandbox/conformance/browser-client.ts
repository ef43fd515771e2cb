/** One participant: a page with the unmodified browser SDK. */
import type { Page } from '@playwright/test'
import { eventually, STATS_EVERY_MS } from './eventually.ts'
import type {
  MediaStats,
  Outcome,
  PageEvent,
  PublisherOptions,
  RtcEntry,
  SdkError,
  Signal,
  StreamView,
} from './page-client.ts'

export class Refused extends Error {
  readonly sdk: SdkError
  constructor(sdk: SdkError) {
    super(`${sdk.name} ${sdk.code}: ${sdk.message}`)
    this.sdk = sdk
  }
}

const succeeded = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Refused(outcome.error)
  return outcome.value
}

/** The SDK's error of a call that must be refused. */
export const refusalOf = async (call: Promise<unknown>): Promise<SdkError> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Refused) return error.sdk
    throw error
  }
  throw new Error('it was allowed')
}

const numberOf = (entry: RtcEntry | undefined, field: string): number => Number(entry?.[field] ?? 0)

export class BrowserClient {
  readonly page: Page
  connectionId = ''

  constructor(page: Page) {
    this.page = page
  }

  async connect(
    key: string,
    sessionId: string,
    token: string,
    options: Record<string, unknown> = {},
  ): Promise<void> {
    const outcome = await this.page.evaluate(
      ([name, id, secret, more]) => globalThis.client.connect(name, id, secret, more),
      [key, sessionId, token, options] as const,
    )
    this.connectionId = succeeded(outcome)
  }

  /** Publishes the fake camera and microphone, or what the options say; the stream's ID. */
  async publish(options: PublisherOptions = {}): Promise<string> {
    return succeeded(await this.page.evaluate((given) => globalThis.client.publish(given), options))
  }

  async subscribe(streamId: string, options: Record<string, unknown> = {}): Promise<void> {
    await this.hears('streamCreated', { id: streamId })
    succeeded(
      await this.page.evaluate(([id, given]) => globalThis.client.subscribe(id, given), [
        streamId,
        options,
      ] as const),
    )
  }

  async signal(signal: Signal): Promise<void> {
    succeeded(await this.page.evaluate((given) => globalThis.client.signal(given), signal))
  }

  /** Calls a method of `session`, `publisher`, `publisher:<stream>` or `subscriber:<stream>`; see `client-page.js`. */
  async ask(target: string, method: string, ...values: unknown[]): Promise<unknown> {
    return succeeded(
      await this.page.evaluate(([object, name, given]) => globalThis.client.ask(object, name, given), [
        target,
        method,
        values,
      ] as const),
    )
  }

  read(target: string, property: string): Promise<unknown> {
    return this.page.evaluate(([object, name]) => globalThis.client.read(object, name), [
      target,
      property,
    ] as const)
  }

  stream(streamId: string): Promise<StreamView> {
    return this.page.evaluate((id) => globalThis.client.stream(id), streamId)
  }

  streamIds(): Promise<string[]> {
    return this.page.evaluate(() => globalThis.client.streamIds())
  }

  async stats(streamId: string): Promise<MediaStats> {
    const reports = await this.#reports(`subscriber:${streamId}`)
    const inbound = reports.flat().filter(({ type }) => type === 'inbound-rtp')
    const video = inbound.find(({ kind }) => kind === 'video')
    const audio = inbound.find(({ kind }) => kind === 'audio')
    return {
      framesDecoded: numberOf(video, 'framesDecoded'),
      videoBytes: numberOf(video, 'bytesReceived'),
      audioEnergy: numberOf(audio, 'totalAudioEnergy'),
      audioBytes: numberOf(audio, 'bytesReceived'),
    }
  }

  /** The camera in use. */
  videoSource(): Promise<{ label: string | null; deviceId: string | null }> {
    return this.page.evaluate(() => globalThis.client.videoTrack())
  }

  /** To how many the page sends itself: one in a routed session, each subscriber in a relayed one. */
  peers(): Promise<number> {
    return this.page.evaluate(() => globalThis.client.peers())
  }

  async framesSent(): Promise<number> {
    const sent = (await this.#reports('publisher')).flat()
    return numberOf(
      sent.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video'),
      'framesSent',
    )
  }

  events(): Promise<PageEvent[]> {
    return this.page.evaluate(() => globalThis.client.events)
  }

  /** Those of that name so far. */
  async heard(name: string): Promise<PageEvent[]> {
    return (await this.events()).filter((event) => event.name === name)
  }

  /** Waits for an event that has these fields, or is content with one that has come already. */
  async hears(name: string, fields: Record<string, unknown> = {}, withinMs = 20_000): Promise<PageEvent> {
    const found = await this.page.evaluate(
      ([wanted, given, patience]) => globalThis.client.hears(wanted, given, patience),
      [name, fields, withinMs] as const,
    )
    if (found) return found
    throw new Error(`no ${name} ${JSON.stringify(fields)} among ${JSON.stringify(await this.events())}`)
  }

  /** Sees and hears a stream: subscribes, and waits for decoded frames and for sound. */
  async watch(streamId: string, options: Record<string, unknown> = {}): Promise<void> {
    await this.subscribe(streamId, options)
    await this.receives(streamId, ({ framesDecoded, audioEnergy }) => framesDecoded > 5 && audioEnergy > 0)
  }

  /** Waits until what comes in is so. */
  async receives(streamId: string, check: (stats: MediaStats) => boolean): Promise<void> {
    const asked = async () => {
      const stats = await this.stats(streamId)
      return check(stats) || JSON.stringify(stats)
    }
    await eventually(asked, 30_000, STATS_EVERY_MS)
  }

  async leave(): Promise<void> {
    await this.page.evaluate(() => globalThis.client.leave())
    this.connectionId = ''
  }

  #reports(target: string): Promise<RtcEntry[][]> {
    return this.page.evaluate((object) => globalThis.client.rtcReports(object), target)
  }
}
