/** What no HTTP client would send. */
import { connect } from 'node:net'
import type { Sandbox } from '../sandbox.ts'

/**
 * Writes the parts one after another, `pauseMs` apart, and answers the first line of what comes back; '' when
 * the other side closed without a word, said nothing for `patienceMs`, or it was called off.
 */
export const sendRaw = (
  sandbox: Sandbox,
  parts: ReadonlyArray<string | Buffer>,
  { pauseMs = 0, patienceMs = 2_000, signal = new AbortController().signal } = {},
): Promise<string> =>
  new Promise((resolve) => {
    const { port, hostname } = new URL(sandbox.apiUrl)
    const socket = connect(Number(port), hostname)
    let heard = ''
    const done = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard.split('\r\n')[0] ?? '')
    }
    const timer = setTimeout(done, patienceMs)
    signal.addEventListener('abort', done)
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (heard.includes('\r\n')) done()
    })
    socket.on('error', done)
    socket.on('close', done)
    const write = (index: number): void => {
      const part = parts[index]
      if (part === undefined || socket.destroyed) return
      socket.write(part)
      setTimeout(write, pauseMs, index + 1)
    }
    socket.on('connect', () => write(0))
  })
