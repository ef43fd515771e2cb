import type { Connection } from '../platform/session.ts'
import { leaveSession } from '../signalling/leave-session.ts'
import { keyId } from '../tokens/keys.ts'
import { empty, refusal } from './answer.ts'
import { findSession } from './find-session.ts'
import { isId, type ProjectRoute, path } from './route.ts'

const SESSION = '/v2/project/*/session/*'
const PAGE = 1_000

const item = ({ id, createdAt }: Pick<Connection, 'id' | 'createdAt'>, connectionState: string) => ({
  connectionId: id,
  connectionState,
  createdAt,
})

const listConnections: ProjectRoute = {
  method: 'GET',
  path: path(`${SESSION}/connection`),
  run: (context, call) => {
    const found = findSession(context, call)
    const session = found.ok ? found.value : null
    if (!session?.everConnected) return refusal(404, 'Session not found')
    const offset = Number(call.query.get('offset') ?? 0)
    const count = Number(call.query.get('count') ?? PAGE)
    if (!Number.isInteger(offset) || !Number.isInteger(count) || offset < 0 || count < 1 || count > PAGE) {
      return refusal(400, 'Invalid offset or count')
    }
    const present = [...session.connections.values()].map((connection) => item(connection, 'Connected'))
    const all = [...present, ...session.departed.map((connection) => item(connection, 'Disconnected'))]
    const items = all.slice(offset, offset + count)
    return {
      status: 200,
      body: { count: all.length, projectId: keyId(call.identity.key), sessionId: session.id, items },
    }
  },
}

const forceDisconnect: ProjectRoute = {
  method: 'DELETE',
  path: path(`${SESSION}/connection/*`),
  run: (context, call) => {
    const found = findSession(context, call)
    if (!found.ok) return refusal(400, 'Invalid session ID')
    const connectionId = call.params[2] ?? ''
    if (!isId(connectionId)) return refusal(400, 'Invalid connection ID')
    const connection = found.value.connections.get(connectionId)
    if (!connection) return refusal(404, 'The connection is not connected to the session')
    leaveSession(context.platform, connection, 'forceDisconnected')
    return empty
  },
}

export const connectionRoutes: readonly ProjectRoute[] = [listConnections, forceDisconnect]
