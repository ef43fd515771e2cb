import { connect } from 'node:net'

/** Sends exactly this text to a server and answers all that comes back until either side closes, or nothing more does. */
export function rawRequest(url: string, text: string, patienceMs = 2_000): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {}) // 'close' follows, and what came until then is the answer
    socket.on('close', () => resolve(answer))
  })
}

/** The lines of a request, as they go over the wire. */
export const requestLines = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
