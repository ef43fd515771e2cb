import { createHmac, randomUUID } from 'node:crypto'
import { fetchSessionInfo } from '../sandbox/people/client/rest.ts'
import { enterSession, type RumorClient } from '../sandbox/people/client/rumor-client.ts'
import type { PeopleProject } from '../sandbox/people-interface.ts'

/**
 * A process full of clients that only signal, told by its parent what to do; it ends with its parent. Many processes, because
 * a process may open only so many files, and because the clients' own work must not wait for each other's.
 */
export type CrowdTask =
  | {
      kind: 'join'
      apiUrl: string
      project: PeopleProject
      sessions: string[]
      perSession: number
      /** An address has only so many ports. */
      localAddress: string
      atOnce: number
    }
  | { kind: 'signal'; seconds: number }
  | { kind: 'leave' }

export type CrowdReport = {
  /** What each of those who came in took, in ms. */
  took: number[]
  refused: number
  present: number
  lost: number
  /** Messages that the platform sent since the last report. */
  heard: number
  /** Seconds of a core that this process has used so far: it shares the machine with the sandbox. */
  worked: number
}

const inside = new Set<RumorClient>()
let heard = 0
let lost = 0

const secondsNow = () => Math.floor(Date.now() / 1_000)

/** Signed here and at once: signing is not what is measured. */
function tokenFor({ apiKey, apiSecret }: PeopleProject, sessionId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = secondsNow()
  const claims = { iss: apiKey, ist: 'project', iat, exp: iat + 3_600, session_id: sessionId }
  const more = { role: 'publisher', connection_data: '', nonce: randomUUID(), scope: 'session.connect' }
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, ...more })}`
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`
}

type Join = Extract<CrowdTask, { kind: 'join' }>

async function joinOne({ apiUrl, project, localAddress }: Join, sessionId: string): Promise<number> {
  const started = performance.now()
  const token = tokenFor(project, sessionId)
  const { client, answer } = await enterSession({
    info: await fetchSessionInfo(apiUrl, sessionId, token),
    apiKey: project.apiKey,
    sessionId,
    connectionId: randomUUID(),
    token,
    content: {},
    localAddress,
    onMessage: () => {
      heard += 1
    },
    onClosed: () => {
      if (inside.delete(client)) lost += 1
    },
  })
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
  inside.add(client)
  return performance.now() - started
}

async function join(task: Join): Promise<void> {
  const took: number[] = []
  let refused = 0
  // One of each session after the other, as people come.
  const doors = Array.from({ length: task.perSession }, () => task.sessions)
    .flat()
    .values()
  const walk = async () => {
    for (const session of doors) {
      const ms = await joinOne(task, session).catch((error: unknown) => {
        if (refused === 0) console.error(`not let in: ${String(error)}`)
        return null
      })
      if (ms === null) refused += 1
      else took.push(ms)
    }
  }
  await Promise.all(Array.from({ length: task.atOnce }, walk))
  report({ took, refused })
}

/** Each says something to its session, one after the other, until the time is over. */
async function signal(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000
  while (performance.now() < end) {
    for (const part of chunks([...inside], 50)) {
      if (performance.now() >= end) break
      await Promise.all(
        part.map((client) =>
          client.ask('signal', `/signal/${randomUUID()}`, { type: 'chat', data: 'Hello' }),
        ),
      )
    }
  }
  report({})
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))

function leave(): void {
  const all = [...inside]
  inside.clear()
  for (const client of all) client.close()
  report({})
}

function report(told: Partial<CrowdReport>): void {
  const { user, system } = process.cpuUsage()
  const worked = (user + system) / 1_000_000
  const now = { took: [], refused: 0, present: inside.size, lost, heard, worked }
  process.send?.({ ...now, ...told } satisfies CrowdReport)
  heard = 0
}

process.on('message', (task: CrowdTask) => {
  if (task.kind === 'join') void join(task)
  else if (task.kind === 'signal') void signal(task.seconds)
  else leave()
})
process.on('disconnect', () => process.exit(0))
