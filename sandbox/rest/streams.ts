import { z } from 'zod'
import { type Stream, videoTypeOf } from '../platform/session.ts'
import { muteAll, muteStream } from '../signalling/mute.ts'
import { done, refusal } from './answer.ts'
import { findSession, findUsedSession } from './find-session.ts'
import { isId, jsonBody, type ProjectRoute, path } from './route.ts'

const SESSION = '/v2/project/*/session/*'

const streamItem = (stream: Stream) => ({
  id: stream.id,
  videoType: videoTypeOf(stream),
  name: stream.name,
  layoutClassList: stream.layoutClassList,
})

const listStreams: ProjectRoute = {
  method: 'GET',
  path: path(`${SESSION}/stream`),
  run: (context, call) => {
    const found = findUsedSession(context, call)
    if (!found.ok) return found.error
    const items = [...found.value.streams.values()].map(streamItem)
    return { status: 200, body: { count: items.length, items } }
  },
}

const getStream: ProjectRoute = {
  method: 'GET',
  path: path(`${SESSION}/stream/*`),
  run: (context, call) => {
    const found = findUsedSession(context, call)
    if (!found.ok) return found.error
    const streamId = call.params[2] ?? ''
    if (!isId(streamId)) return refusal(408, 'Invalid stream ID')
    const stream = found.value.streams.get(streamId)
    return stream ? { status: 200, body: streamItem(stream) } : refusal(404, 'Stream not found')
  },
}

const layoutSchema = z.object({
  items: z
    .array(z.object({ id: z.string(), layoutClassList: z.array(z.string().max(64)).max(20) }))
    .max(1_000),
})

const setLayouts: ProjectRoute = {
  method: 'PUT',
  path: path(`${SESSION}/stream`),
  run: (context, call) => {
    const found = findSession(context, call)
    if (!found.ok) return refusal(400, 'Invalid session ID')
    const parsed = layoutSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid layout class list')
    const { streams } = found.value
    const items = parsed.data.items.map(({ id, layoutClassList }) => ({
      stream: streams.get(id),
      layoutClassList,
    }))
    if (items.some(({ stream }) => !stream)) return refusal(400, 'Invalid stream ID')
    for (const { stream, layoutClassList } of items) {
      if (stream) stream.layoutClassList = layoutClassList
    }
    return done
  },
}

const muteOne: ProjectRoute = {
  method: 'POST',
  path: path(`${SESSION}/stream/*/mute`),
  run: (context, call) => {
    const found = findSession(context, call)
    if (!found.ok) return found.error
    const streamId = call.params[2] ?? ''
    if (!isId(streamId)) return refusal(408, 'Invalid stream ID')
    const stream = found.value.streams.get(streamId)
    if (!stream) return refusal(404, 'Stream not found')
    muteStream(stream)
    return done
  },
}

const muteAllSchema = z.looseObject({
  active: z.boolean(),
  excludedStreamIds: z.array(z.string().max(128)).max(1_000).default([]),
})

const muteSession: ProjectRoute = {
  method: 'POST',
  path: path(`${SESSION}/mute`),
  run: (context, call) => {
    const found = findSession(context, call)
    if (!found.ok) return found.error
    const parsed = muteAllSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid request')
    if (!found.value.everConnected) return refusal(404, 'Session not found')
    const { active, excludedStreamIds } = parsed.data
    muteAll(found.value, { active, excluded: excludedStreamIds })
    return done
  },
}

export const streamRoutes: readonly ProjectRoute[] = [
  listStreams,
  getStream,
  setLayouts,
  muteOne,
  muteSession,
]
