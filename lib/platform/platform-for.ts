import 'server-only'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'
import { fail } from '#lib/system/result.ts'
import { type Circuit, createCircuit } from './circuit.ts'
import type { Credentials } from './credentials.ts'
import type { PlatformClient } from './model.ts'
import { openSecrets } from './open-secrets.ts'
import { createPlatformClient } from './platform-client.ts'

/** Changed credentials are noticed after this, or as soon as the platform refuses the old ones. */
const KEPT_MS = 60_000

type Kept = { client: PlatformClient; until: number }
const clients = () => onceInProcess('platformClients', () => new Map<string, Kept>())
const circuits = () => onceInProcess('platformCircuits', () => new Map<string, Circuit>())

/** The client for a project. Never rejects for want of credentials: then each of its calls says `bad-credentials`. */
export async function platformFor(
  projectId: string,
  db: Database | Tx = database(),
): Promise<PlatformClient> {
  const kept = clients().get(projectId)
  if (kept && kept.until > Date.now()) return kept.client
  const credentials = await loadCredentials(db, projectId)
  if (!credentials) return unusable()
  const client = createPlatformClient(projectId, credentials, circuitOf(projectId), () =>
    clients().delete(projectId),
  )
  clients().set(projectId, { client, until: Date.now() + KEPT_MS })
  return client
}

async function loadCredentials(db: Database | Tx, projectId: string): Promise<Credentials | null> {
  const project = await db.project.findUnique({ where: { id: projectId } })
  if (!project) return null
  const { platform, platformId, apiUrl } = project
  const purpose = platform === 'opentok' ? 'apiSecret' : 'privateKey'
  const [current] = await openSecrets(db, projectId, purpose)
  if (!current) return null
  return platform === 'opentok'
    ? { platform, apiKey: platformId, apiSecret: current.secret, apiUrl }
    : { platform, applicationId: platformId, privateKey: current.secret, apiUrl }
}

/** Outlives the client: new credentials do not make the network better. */
function circuitOf(projectId: string): Circuit {
  const known = circuits().get(projectId)
  if (known) return known
  const circuit = createCircuit(Date.now, (state) => log.warn({ projectId, state }, 'platform circuit'))
  circuits().set(projectId, circuit)
  return circuit
}

function unusable(): PlatformClient {
  const refused = fail({ code: 'bad-credentials' } as const)
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
