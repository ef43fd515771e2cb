import { connect } from 'node:net'

export type RawAnswer = {
  /** 0 when the server only closed the line. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** As it came: with the sizes of its chunks. */
  readonly body: string
}

const PATIENCE_MS = 45_000

/** Writes these bytes to a server and reads until it closes the line: for requests that no HTTP client would make. */
export function rawRequest(url: string, text: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text))
    let said = ''
    socket.setTimeout(PATIENCE_MS, () =>
      socket.destroy(new Error(`Not closed after ${PATIENCE_MS} ms: ${said}`)),
    )
    socket.setEncoding('latin1').on('data', (part) => {
      said += part
    })
    socket.on('error', (error) =>
      'code' in error && error.code === 'ECONNRESET' ? resolve(read(said)) : reject(error),
    )
    socket.on('close', () => resolve(read(said)))
  })
}

/** A request in HTTP/1.1 after which the line is closed; `Host` is the caller's to say. */
export function requestText(
  method: string,
  target: string,
  headers: Record<string, string>,
  body = '',
): string {
  const lines = Object.entries({ connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body].join('\r\n')
}

function read(said: string): RawAnswer {
  const end = said.indexOf('\r\n\r\n')
  const [first = '', ...lines] = said.slice(0, Math.max(end, 0)).split('\r\n')
  const headers = lines.map((line) => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const
  })
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers: new Map(headers),
    body: said.slice(end + 4),
  }
}
