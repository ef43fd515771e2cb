import 'server-only'
import type { Tx } from '#lib/system/database.ts'
import { shapeOfData } from '../connection-data.ts'
import type { Sorted } from './events.ts'
import type { ConnectionEvidence } from './rows.ts'

/** Who is behind a connection's data, as far as we know them. */
export type Behind = Pick<ConnectionEvidence, 'kind' | 'data' | 'grantId' | 'personId'>

export const NOBODY: Behind = { kind: 'participant', data: 'none', grantId: null, personId: null }

/**
 * Looks up what connection data refers to: a grant of ours in that very session, a person of that project, or nothing we
 * know. Data is told with `connectionCreated` only; the answer is by digest.
 */
export async function findPeople(tx: Tx, events: readonly Sorted[]): Promise<Map<string, Behind>> {
  const telling = events.filter(
    ({ callback }) => callback.kind === 'connectionCreated' && callback.connection?.data,
  )
  const refs = [...new Set(telling.flatMap(({ callback }) => callback.connection?.data ?? []))]
  if (refs.length === 0) return new Map()
  const grants = await tx.grant.findMany({
    where: { ref: { in: refs } },
    select: { id: true, ref: true, kind: true, sessionId: true, personId: true },
  })
  const people = await tx.person.findMany({
    where: { ref: { in: refs }, projectId: { in: [...new Set(telling.map((event) => event.projectId))] } },
    select: { id: true, ref: true, projectId: true },
  })
  const behind = ({ callback, sessionId, projectId }: Sorted): Behind => {
    const data = callback.connection?.data ?? ''
    const grant = grants.find((one) => one.ref === data && one.sessionId === sessionId)
    if (grant) return { kind: grant.kind, data: 'grant', grantId: grant.id, personId: grant.personId }
    const person = people.find((one) => one.ref === data && one.projectId === projectId)
    if (person) return { ...NOBODY, data: 'person', personId: person.id }
    const shape = shapeOfData(data)
    // Looks like a grant, but is none of this session: made up, or carried over from elsewhere.
    return { ...NOBODY, data: shape === 'grant' ? 'opaque' : shape }
  }
  return new Map(telling.map((event) => [event.callback.digest, behind(event)]))
}
