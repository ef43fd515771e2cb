import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type ReceivedLetter = {
  /** Of the envelope: whom it really went to. */
  readonly from: string
  readonly to: readonly string[]
  /** A head of the letter itself, decoded; null when it has none of that name. */
  head(name: string): string | null
  readonly text: string
}

export type MailServer = {
  readonly url: string
  readonly letters: readonly ReceivedLetter[]
  /** How often somebody named a recipient. */
  readonly asked: number
  /** Refuses recipients with this code from now on: all, or one; null takes them again. */
  refuse(code: number | null, recipient?: string): void
  stop(): Promise<void>
}

/** A mail server on loopback that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const letters: ReceivedLetter[] = []
  let asked = 0
  let refusal: { code: number | null; recipient: string | undefined } = { code: null, recipient: undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      asked++
      const { code, recipient } = refusal
      const refused = code !== null && (recipient === undefined || recipient === address)
      done(refused ? Object.assign(new Error(`No mail for ${address}`), { responseCode: code }) : null)
    },
    onData(stream, { envelope }, done) {
      text(stream).then((raw) => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        letters.push(
          readLetter(
            raw,
            from,
            envelope.rcptTo.map(({ address }) => address),
          ),
        )
        done()
      }, done)
    },
  })
  server.on('error', () => {}) // a client that goes away in the middle is no failure of a test
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // listening on a port by the line above
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    get asked() {
      return asked
    },
    refuse(code, recipient) {
      refusal = { code, recipient }
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function readLetter(raw: string, from: string, to: string[]): ReceivedLetter {
  const at = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const heads = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line)?.slice(1) ?? ['', ''])
  const head = (name: string) => {
    const [, value = null] = heads.find(([key]) => key?.toLowerCase() === name.toLowerCase()) ?? []
    return value === null ? null : decodeWords(value)
  }
  const body = raw.slice(at + 4).replaceAll('\r\n', '\n')
  return { from, to, head, text: decodeBody(body, head('Content-Transfer-Encoding')) }
}

/** RFC 2047: words in base64 or in Q, the space between two of them being none. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : fromQuoted(word.replaceAll('_', ' ')),
    )
    .replaceAll(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
}

function decodeBody(body: string, encoding: string | null): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
  if (encoding !== 'quoted-printable') return body
  return Buffer.from(fromQuoted(body.replaceAll('=\n', '')), 'latin1').toString('utf8')
}

/** As bytes, one in a character. */
function fromQuoted(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
