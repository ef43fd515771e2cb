import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { csrfTokenIn } from './csrf-token.ts'

export type Answer = {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly setCookies: readonly string[]
  readonly body: string
}

type Sent = { headers?: Record<string, string | string[]>; body?: string }

/** Somebody with a cookie jar and no browser: sends exactly the headers it is told to, which `fetch` would not. */
export class Visitor {
  readonly #url: string
  readonly #host: string
  readonly #cookies = new Map<string, string>()

  /** `host`: by what name they reach it, as through a proxy, when that is not its own address. */
  constructor(url: string, host = new URL(url).host) {
    this.#url = url
    this.#host = host
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Another visitor with the same cookies: what a thief of them would be. */
  copy(url = this.#url): Visitor {
    const other = new Visitor(url, url === this.#url ? this.#host : undefined)
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value)
    return other
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  /** Event streams do not end: only the head of an answer of that type is waited for. */
  async send(method: string, path: string, { headers = {}, body }: Sent = {}): Promise<Answer> {
    const jar = this.cookie ? { cookie: this.cookie } : {}
    const sending = request(new URL(path, this.#url), {
      method,
      agent: false,
      headers: { host: this.#host, ...jar, ...headers },
    })
    sending.end(body)
    const incoming = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      sending.once('response', resolve).once('error', reject)
    })
    const setCookies = incoming.headers['set-cookie'] ?? []
    for (const cookie of setCookies) this.#keep(cookie)
    const streams = incoming.headers['content-type']?.startsWith('text/event-stream')
    const answer = { status: incoming.statusCode ?? 0, headers: incoming.headers, setCookies }
    if (!streams) return { ...answer, body: await text(incoming) }
    incoming.on('error', () => {}).destroy()
    return { ...answer, body: '' }
  }

  /** By the form, as a browser without scripts would do it. True when that ended with a session. */
  async signIn(email: string, password: string): Promise<Answer> {
    const page = await this.send('GET', '/sign-in')
    const csrfToken = csrfTokenIn(page.body)
    return this.send('POST', '/api/auth/callback/credentials', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrfToken, email, password, callbackUrl: '/live' }).toString(),
    })
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '' || /max-age=0/i.test(cookie)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
