import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { untilAnswered } from './until-answered.ts'

const { signal: wanted } = new AbortController()

test('waits for an application that comes later, whatever it answers', async () => {
  let asked = 0
  const server = createServer((_request, response) => {
    asked++
    response.writeHead(503).end()
  })
  const port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
  let came = false
  const waiting = untilAnswered([`http://127.0.0.1:${port}/a`, `http://127.0.0.1:${port}/b`], wanted).then(
    () => {
      came = true
    },
  )
  server.listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  expect(came).toBe(false)
  await waiting
  expect(asked).toBe(1)
})

test('does not wait for ever for one that never comes', async () => {
  const from = performance.now()
  await untilAnswered(['http://127.0.0.1:1/'], wanted, 100)
  expect(performance.now() - from).toBeGreaterThan(99)
})
