import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts'

let echo: Server
let proxy: TcpProxy
const opened: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  proxy = await tcpProxy({
    host: '127.0.0.1',
    port: address && typeof address === 'object' ? address.port : 0,
  })
})

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await proxy.close()
  await new Promise((done) => echo.close(done))
})

function dial() {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  const seen = { text: '', error: '' }
  socket.on('data', (chunk) => {
    seen.text += chunk.toString()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    seen.error = error.code ?? error.message
  })
  opened.push(socket)
  return { socket, seen }
}

const has = (seen: { text: string }, text: string) => () =>
  seen.text === text || `saw ${JSON.stringify(seen.text)}`

test('a healthy line passes everything on, and the end too', async () => {
  const { socket, seen } = dial()
  socket.end('hello')
  await once(socket, 'close')
  expect(seen.text).toBe('hello')
})

test('latency delays each piece', async () => {
  proxy.set({ latencyMs: 60 })
  const from = performance.now()
  const { socket, seen } = dial()
  socket.write('x')
  await eventually(has(seen, 'x'))
  expect(performance.now() - from).toBeGreaterThanOrEqual(119)
})

test('a narrow line takes its time', async () => {
  proxy.set({ bytesPerSecond: 10_000 })
  const from = performance.now()
  const { socket, seen } = dial()
  socket.write('x'.repeat(2_000))
  await eventually(() => seen.text.length === 2_000 || `${seen.text.length} bytes`)
  expect(performance.now() - from).toBeGreaterThanOrEqual(199)
})

test('a stopped line goes on where it was when it is opened again', async () => {
  proxy.set({ bytesPerSecond: 0 })
  const { socket, seen } = dial()
  socket.write('later')
  await expect(eventually(has(seen, 'later'), { timeoutMs: 100 })).rejects.toThrow('saw ""')
  proxy.heal()
  await eventually(has(seen, 'later'))
})

test('a half-open line swallows everything and tells nobody', async () => {
  const { socket, seen } = dial()
  socket.write('one')
  await eventually(has(seen, 'one'))
  proxy.set({ halfOpen: true })
  socket.write('two')
  await expect(eventually(has(seen, 'onetwo'), { timeoutMs: 100 })).rejects.toThrow('saw "one"')
  expect(socket.destroyed).toBe(false)
})

test('a reset reaches both ends', async () => {
  const { socket, seen } = dial()
  socket.write('one')
  await eventually(has(seen, 'one'))
  proxy.reset()
  await eventually(() => seen.error === 'ECONNRESET' || `error is ${seen.error}`)
  expect(proxy.connections).toBe(0)
})

test('a refusing line resets who comes', async () => {
  proxy.set({ refuse: true })
  const { seen } = dial()
  await eventually(() => seen.error === 'ECONNRESET' || `error is ${seen.error}`)
})

test('a line can be cut after an exact number of bytes', async () => {
  proxy.set({ cutAfterBytes: 3 })
  const { socket, seen } = dial()
  socket.write('abcdef')
  await eventually(() => seen.error !== '' || socket.destroyed || 'still open')
  expect('abc'.startsWith(seen.text)).toBe(true)
})
