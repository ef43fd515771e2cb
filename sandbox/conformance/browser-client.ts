/** One participant: a page with the unmodified browser SDK. */
import type { Page } from '@playwright/test'
import { eventually } from './eventually.ts'

export type MediaStats = {
  framesDecoded: number
  audioEnergy: number
  videoBytes: number
  audioBytes: number
}
type SessionOptions = { sessionMigration?: boolean; encryptionSecret?: string }
export type PageEvent = { name: string } & Record<string, unknown>

/** What `client-page.js` puts on the page. */
type PageClient = {
  events: PageEvent[]
  connect: (apiKey: string, sessionId: string, token: string, options: SessionOptions) => Promise<string>
  publish: (name: string) => Promise<string>
  publishes: (kind: 'audio' | 'video') => boolean
  subscribe: (streamId: string) => Promise<void>
  stats: (streamId: string) => Promise<MediaStats>
  framesSent: () => Promise<number>
  play: (url: string) => Promise<void>
  [name: string]: unknown
}

declare global {
  // The page's global, named here because `page.evaluate` runs there.
  var client: PageClient
}

export class BrowserClient {
  readonly page: Page
  connectionId = ''

  constructor(page: Page) {
    this.page = page
  }

  async connect(
    apiKey: string,
    sessionId: string,
    token: string,
    options: SessionOptions = {},
  ): Promise<void> {
    this.connectionId = await this.page.evaluate(
      ([key, id, secret, more]) => globalThis.client.connect(key, id, secret, more),
      [apiKey, sessionId, token, options] as const,
    )
  }

  publish(name: string): Promise<string> {
    return this.page.evaluate((text) => globalThis.client.publish(text), name)
  }

  publishes(kind: 'audio' | 'video'): Promise<boolean> {
    return this.page.evaluate((which) => globalThis.client.publishes(which), kind)
  }

  stats(streamId: string): Promise<MediaStats> {
    return this.page.evaluate((id) => globalThis.client.stats(id), streamId)
  }

  framesSent(): Promise<number> {
    return this.page.evaluate(() => globalThis.client.framesSent())
  }

  /** Any other call of the page's client. */
  async call(name: string, ...values: unknown[]): Promise<void> {
    await this.page.evaluate(
      ([method, given]) => {
        const run = globalThis.client[method]
        if (typeof run !== 'function') throw new Error(`no ${method}`)
        return run(...given)
      },
      [name, values] as const,
    )
  }

  events(): Promise<PageEvent[]> {
    return this.page.evaluate(() => globalThis.client.events)
  }

  /** Waits for an event that has these fields. */
  async hears(name: string, fields: Record<string, unknown> = {}): Promise<PageEvent> {
    let found: PageEvent | undefined
    await eventually(async () => {
      const events = await this.events()
      found = events.find(
        (event) =>
          event.name === name && Object.entries(fields).every(([key, value]) => event[key] === value),
      )
      return found !== undefined || `no ${name} ${JSON.stringify(fields)} among ${JSON.stringify(events)}`
    }, 20_000)
    return found ?? { name }
  }

  /** Sees and hears a stream: subscribes, and waits for decoded frames and for sound. */
  async watch(streamId: string): Promise<void> {
    await this.hears('streamCreated', { id: streamId })
    await this.page.evaluate((id) => globalThis.client.subscribe(id), streamId)
    await eventually(async () => {
      const stats = await this.stats(streamId)
      return (stats.framesDecoded > 10 && stats.audioEnergy > 0) || JSON.stringify(stats)
    }, 20_000)
  }
}
