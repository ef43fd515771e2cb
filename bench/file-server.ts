/** Hands out one file, all of it or a range, as a platform's storage does: a process of its own, so that it costs the measured one nothing. */
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'

const [file] = process.argv.slice(2)
if (!file) throw new Error('Which file?')
const { size } = statSync(file)

const server = createServer((request, response) => {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const start = Number(from ?? 0)
  const end = Number(to ?? size - 1)
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': 'video/mp4',
    'content-length': end - start + 1,
    ...(from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  createReadStream(file, { start, end, highWaterMark: 1024 * 1024 }).pipe(response)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It does not listen on a port')
  process.send?.(`http://127.0.0.1:${address.port}`)
})
