import { mintRestToken } from '../../sandbox/tokens/mint-token.ts'
import { inDatabase } from './in-database.ts'
import type { World } from './world.ts'

/** Calls the platform as the application's own server does, past Gavel. Answers what it says; null: nothing. */
export async function callPlatform(
  world: World,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const [project] = world.sandbox.projects
  if (!project) throw new Error('The sandbox has no project')
  const { apiKey, apiSecret } = project
  const token = await mintRestToken({ kind: 'opentok', apiKey, apiSecret }, new Date())
  const response = await fetch(new URL(`/v2/project/${apiKey}/${path}`, world.sandbox.apiUrl), {
    method,
    headers: { 'X-OPENTOK-AUTH': token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** A recording of the rehearsal that the application begins by itself; its id at the platform. */
export async function recordRehearsal(world: World, options: Record<string, unknown> = {}): Promise<string> {
  const [session] = await inDatabase<{ platformId: string }>(
    world,
    `SELECT "platformId" FROM "VideoSession" WHERE "name" = 'Rehearsal' AND "live"`,
  )
  const begun = await callPlatform(world, 'POST', 'archive', { sessionId: session?.platformId, ...options })
  return (begun as { id: string }).id // as the platform answers
}

/** Makes something go wrong on the platform, until `endFaults`. */
export async function beginFault(world: World, fault: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(faultsOf(world), { method: 'POST', headers, body: JSON.stringify(fault) })
}

export async function endFaults(world: World): Promise<void> {
  await fetch(faultsOf(world), { method: 'DELETE' })
}

const faultsOf = ({ sandbox }: World) => new URL('/_sandbox/faults', sandbox.apiUrl)
