import { createServer } from 'node:http'
import pg from 'pg'

/**
 * What the machine can do at best the plain way: take a request, read its body, insert one row, answer. What Gavel takes in
 * per second is given as a share of this. Prints its port, and ends with its parent.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
await pool.query('CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, body jsonb NOT NULL)')

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  await pool.query('INSERT INTO bare (body) VALUES ($1)', [Buffer.concat(chunks).toString()])
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"received":true}')
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : 0)
})
process.stdin.on('end', () => process.exit(0)).resume()
