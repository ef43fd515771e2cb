/** What a case has: the platform, sessions on it, and pages that come and go. */
import { openSdkBrowser, type SdkBrowser } from './browser.ts'
import { BrowserClient } from './browser-client.ts'
import type { PublisherOptions } from './page-client.ts'
import type { Application, Control, PlatformUnderTest } from './platform-under-test.ts'

export type Role = 'subscriber' | 'publisher' | 'publisheronly' | 'moderator'
export type MediaMode = 'routed' | 'relayed'

export type TokenRequest = { role?: Role; data?: string; expireTime?: number; layoutClasses?: string[] }
export type Entry = TokenRequest & { token?: string; options?: Record<string, unknown> }
export type Scene = { sessionId: string; mia: BrowserClient; moderator: BrowserClient; streamId: string }

export class Stage {
  readonly platform: PlatformUnderTest
  #browser: Promise<SdkBrowser> | null = null
  readonly #idle: BrowserClient[] = []
  readonly #busy: BrowserClient[] = []

  constructor(platform: PlatformUnderTest) {
    this.platform = platform
  }

  get opentok(): PlatformUnderTest['opentok'] {
    return this.platform.opentok
  }

  /** Of a case that says it needs an application. */
  get application(): Application {
    const { application } = this.platform
    if (!application) throw new Error('the case does not say that it needs an application')
    return application
  }

  /** Of a case that says it needs control. */
  get control(): Control {
    const { control } = this.platform
    if (!control) throw new Error('the case does not say that it needs control')
    return control
  }

  async session(mediaMode: MediaMode = 'routed', options: Record<string, unknown> = {}): Promise<string> {
    return (await this.opentok.createSession({ mediaMode, ...options })).sessionId
  }

  token(sessionId: string, { role, data, expireTime, layoutClasses }: TokenRequest = {}): string {
    return this.opentok.token(sessionId, {
      ...(role ? { role } : {}),
      ...(data ? { data } : {}),
      ...(layoutClasses ? { initialLayoutClassList: layoutClasses } : {}),
      ...(expireTime ? { expireTime, expire_time: expireTime } : {}),
    })
  }

  /** A page that is in no session yet. */
  async page(): Promise<BrowserClient> {
    const client = this.#idle.pop() ?? (await this.#openPage())
    this.#busy.push(client)
    return client
  }

  async enter(sessionId: string, { token, options, ...request }: Entry = {}): Promise<BrowserClient> {
    const client = await this.page()
    await client.connect(this.platform.key, sessionId, token ?? this.token(sessionId, request), options)
    return client
  }

  /** Mia publishes; a moderator is there, and watches nothing yet. */
  async scene(mode: MediaMode = 'routed', publish: PublisherOptions = {}): Promise<Scene> {
    const sessionId = await this.session(mode)
    const [mia, moderator] = await Promise.all([
      this.enter(sessionId, { role: 'publisher', data: 'p_mia' }),
      this.enter(sessionId, { role: 'moderator', data: 'gavel' }),
    ])
    const streamId = await mia.publish({ name: 'Mia', ...publish })
    return { sessionId, mia, moderator, streamId }
  }

  /** Opens pages ahead, side by side. */
  async prepare(pages: number): Promise<void> {
    this.#idle.push(...(await Promise.all(Array.from({ length: pages }, () => this.#openPage()))))
  }

  /** Everybody leaves; the pages stay for the next case. */
  async clear(): Promise<void> {
    const pages = this.#busy.splice(0)
    await Promise.all(pages.map((client) => client.leave()))
    this.#idle.push(...pages)
  }

  async close(): Promise<void> {
    if (this.#browser) await (await this.#browser).close()
    await this.platform.close()
  }

  async #openPage(): Promise<BrowserClient> {
    this.#browser ??= openSdkBrowser(this.platform.browserApiUrl)
    return new BrowserClient(await (await this.#browser).openPage())
  }
}
