import { randomBytes } from 'node:crypto'
import { cookieNames } from '#lib/access/cookie-names.ts'
import { makeSessionToken } from '#lib/access/session-token.ts'
import { saveCredentials } from '#lib/platform/save-credentials.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { parseMasterKeys } from '#lib/system/master-keys.ts'
import { SIGNATURE_SECRET, signature } from './callbacks.ts'
import { type ClusterNode, cluster } from './cluster.ts'
import { inTurn } from './end-process.ts'
import type { WireEvent } from './history.ts'
import { aProject, aSignedIn } from './rows.ts'
import { sharedSite } from './site.ts'
import { readSse, type SseEvent, type SseLine } from './sse.ts'
import { createTestDatabase } from './test-database.ts'
import { testEnv, testSecrets } from './test-env.ts'

export type Delivery = { status: number; code: string | null; retryAfter: string | null }

/** Built servers, a project whose callbacks are signed, and somebody who may see it live. */
export type LiveSite = {
  readonly nodes: readonly ClusterNode[]
  readonly db: Database
  readonly project: { id: string; platformId: string }
  readonly cookie: string
  /** Whose cookie that is. */
  readonly accountId: string
  /** Delivers a callback to one of the servers as the platform would. */
  deliver(node: number, event: WireEvent | string, parts?: Parameters<typeof signature>[2]): Promise<Delivery>
  /** Opens the feed at one of the servers. */
  feed(node: number, given?: FeedGiven): Promise<SseLine>
  end(): Promise<void>
}

type FeedGiven = {
  since?: number
  lastEventId?: string
  sessions?: string[]
  onEvent?: (event: SseEvent) => void
}

type Given = {
  nodes?: number
  through?: (databaseUrl: string) => Promise<string>
  env?: Record<string, string>
}

/** On a database of their own, for who counts what is in it, or stops them. */
export async function startLiveSite({ nodes: count = 1, through, env = {} }: Given = {}): Promise<LiveSite> {
  testEnv()
  const database = await createTestDatabase()
  const db = openDatabase(database.url, 4)
  const scene = await aLiveScene(db)
  const nodes = await cluster(count, {
    databaseUrl: through ? await through(database.url) : database.url,
    env: {
      ...testSecrets(),
      GAVEL_LOG_LEVEL: 'warn',
      ...env,
    },
  })
  const end = () => inTurn(...nodes.map((node) => node.stop), () => db.$disconnect(), database.drop)
  return liveSite(nodes, db, scene, end)
}

/** On the site that all checks of this process share, with a project and a reader of its own. */
export async function sharedLiveSite(): Promise<LiveSite> {
  const { nodes, db, end } = await sharedSite()
  return liveSite(nodes, db, await aLiveScene(db), end)
}

type Scene = Pick<LiveSite, 'project' | 'cookie' | 'accountId'>

async function aLiveScene(db: Database): Promise<Scene> {
  const project = await aProject(db)
  const secrets = { apiSecret: randomBytes(20).toString('hex'), signatureSecret: SIGNATURE_SECRET }
  await db.$transaction((tx) =>
    saveCredentials(tx, project.id, secrets, new Date(), parseMasterKeys(testSecrets().GAVEL_MASTER_KEYS)),
  )
  // Nobody answers there: the platform is away, and counts stand on callbacks alone.
  await db.project.update({ where: { id: project.id }, data: { apiUrl: 'http://127.0.0.1:9' } })
  const reader = await aSignedIn(db, ['session.view'], 'everywhere')
  const cookie = `${cookieNames('http://localhost').session}=${await makeSessionToken(reader.device.id)}`
  return { project, cookie, accountId: reader.account.id }
}

function liveSite(
  nodes: readonly ClusterNode[],
  db: Database,
  { project, cookie, accountId }: Scene,
  end: () => Promise<void>,
): LiveSite {
  const urlOf = (node: number) => nodes[node]?.url ?? ''
  return {
    nodes,
    db,
    project,
    cookie,
    accountId,
    end,
    async deliver(node, event, parts) {
      const body = typeof event === 'string' ? event : JSON.stringify(event)
      const response = await fetch(`${urlOf(node)}/api/callbacks/${project.platformId}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${signature(project.platformId, body, parts)}`,
        },
        body,
      })
      const answer: { code?: string } = await response.json()
      return {
        status: response.status,
        code: answer.code ?? null,
        retryAfter: response.headers.get('retry-after'),
      }
    },
    async feed(node, { since, lastEventId, sessions = [], onEvent } = {}) {
      const query = new URLSearchParams({ sessions: sessions.join(',') })
      if (since !== undefined) query.set('since', String(since))
      const headers = { cookie, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) }
      const response = await fetch(`${urlOf(node)}/api/feed?${query}`, { headers })
      if (!response.ok || !response.body) throw new Error(`The feed answers ${response.status}`)
      return readSse(response.body, onEvent)
    },
  }
}
