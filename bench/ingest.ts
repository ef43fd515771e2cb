import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { signature, wire } from '../e2e/kit/callbacks.ts'
import { startLiveSite } from '../e2e/kit/live-site.ts'
import { createTestDatabase } from '../e2e/kit/test-database.ts'
import { report } from './report.ts'
import { type Post, postsPerSecond } from './senders.ts'
import { withDatabase } from './with-database.ts'

const SENDERS = 32
const SECONDS = 10
/**
 * Verified, stored once, merged into three tables, counted and announced, against one INSERT: at least this share. Most of
 * it is the framework's own cost for a request: its answer to a plain probe takes nearly as long.
 */
const BUDGET = 0.05

/** How many callbacks a second one server takes in over HTTP, as a share of bare Node and one INSERT on the same PostgreSQL. */
await withDatabase(async () => {
  const bare = await measureBare()
  const site = await startLiveSite()
  try {
    const url = `${site.nodes[0]?.url}/api/callbacks/${site.project.platformId}`
    const next = prepared(site.project.platformId)
    await postsPerSecond(url, { senders: SENDERS, seconds: 2, next })
    const gavel = await postsPerSecond(url, { senders: SENDERS, seconds: SECONDS, next })
    const share = gavel / bare
    console.error(`${gavel.toFixed(0)} callbacks/s, bare ${bare.toFixed(0)} inserts/s`)
    report('callbacks taken in, of bare HTTP and INSERT', share.toFixed(2), `>= ${BUDGET}`, share >= BUDGET)
  } finally {
    await site.end()
  }
})

async function measureBare(): Promise<number> {
  const database = await createTestDatabase()
  const script = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const server = spawn(process.execPath, [script], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(server.stdout, 'data')
  const url = `http://127.0.0.1:${String(line).trim()}/`
  const next = prepared('bare')
  await postsPerSecond(url, { senders: SENDERS, seconds: 2, next })
  const rate = await postsPerSecond(url, { senders: SENDERS, seconds: SECONDS, next })
  server.stdin.end()
  await once(server, 'exit')
  await database.drop()
  return rate
}

/** People coming and publishing in a hundred sessions. Signing is the sender's cost, in both measurements. */
function prepared(project: string): () => Post {
  let made = 0
  return () => {
    const number = ++made
    const session = `2_B${number % 100}`
    const event =
      number % 2 === 0
        ? wire.joined(`c-${number}`, { session })
        : wire.published(`t-${number}`, `c-${number - 1}`, { session })
    const body = JSON.stringify(event)
    return {
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        Authorization: `Bearer ${signature(project, body)}`,
      },
      body,
    }
  }
}
