import 'server-only'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import { fail } from '#lib/system/result.ts'
import { type Circuit, createCircuit } from './circuit.ts'
import { type Credentials, credentialsOf, provingPurpose } from './credentials.ts'
import type { PlatformClient } from './model.ts'
import { openSecrets } from './open-secrets.ts'
import { createPlatformClient } from './platform-client.ts'

type Kept = { client: PlatformClient; version: string }
const clients = () => onceInProcess('platformClients', () => new Map<string, Kept>())
const circuits = () => onceInProcess('platformCircuits', () => new Map<string, Circuit>())

/**
 * The client for a project. Never rejects for want of credentials: then each of its calls says `bad-credentials`, and
 * `paused` while the project is. A client is kept as long as its credentials are the current ones, which is asked each time:
 * what was replaced on one server is used on none from then on.
 */
export async function platformFor(
  projectId: string,
  db: Database | Tx = database(),
): Promise<PlatformClient> {
  const state = await stateOf(db, projectId)
  if (!state) return unusable('bad-credentials')
  if (state.paused) return unusable('paused')
  const kept = clients().get(projectId)
  if (kept?.version === state.version) return kept.client
  const credentials = await loadCredentials(db, projectId)
  if (!credentials) return unusable('bad-credentials')
  const client = createPlatformClient(projectId, credentials, circuitOf(projectId))
  clients().set(projectId, { client, version: state.version })
  return client
}

/** Which credentials are current and where they go; null where there are none. */
async function stateOf(
  db: Database | Tx,
  projectId: string,
): Promise<{ version: string; paused: boolean } | null> {
  const [row] = await db.$queryRaw<{ paused: boolean; apiUrl: string | null; secretId: string }[]>`
    SELECT p."pausedAt" IS NOT NULL AS "paused", p."apiUrl", s."id" AS "secretId"
    FROM "Project" p JOIN "SealedSecret" s ON s."projectId" = p."id" AND s."validUntil" IS NULL
      AND s."purpose" IN ('apiSecret', 'privateKey')
    WHERE p."id" = ${projectId}::uuid AND p."removedAt" IS NULL
    ORDER BY s."createdAt" DESC LIMIT 1`
  return row ? { version: `${row.secretId} ${row.apiUrl ?? ''}`, paused: row.paused } : null
}

async function loadCredentials(db: Database | Tx, projectId: string): Promise<Credentials | null> {
  const project = await db.project.findUnique({ where: { id: projectId } })
  if (!project) return null
  const [current] = await openSecrets(db, projectId, provingPurpose(project.platform))
  return current ? credentialsOf(project, current.secret) : null
}

/** Outlives the client: new credentials do not make the network better. */
function circuitOf(projectId: string): Circuit {
  const known = circuits().get(projectId)
  if (known) return known
  const circuit = createCircuit(steadyMs, (state) => log.warn({ projectId, state }, 'platform circuit'))
  circuits().set(projectId, circuit)
  return circuit
}

/** Goes on evenly, also when the clock is put back: a rest of seconds must not become one of hours. */
const steadyMs = (): number => performance.now()

function unusable(code: 'bad-credentials' | 'paused'): PlatformClient {
  const refused = fail({ code } as const)
  const answer = async () => refused
  return {
    createSession: answer,
    mintToken: () => refused,
    describeSession: answer,
    listStreams: answer,
    listConnections: answer,
    disconnect: answer,
    muteStream: answer,
    muteAll: answer,
    signal: answer,
    startArchive: answer,
    stopArchive: answer,
    getArchive: answer,
    listArchives: answer,
    deleteArchive: answer,
  }
}
