import { z } from 'zod'
import type { StartRefusal, StopRefusal } from '../archives/archives.ts'
import { type Answer, done, empty, refusal } from './answer.ts'
import { jsonBody, type ProjectRoute, path } from './route.ts'

const ARCHIVE = '/v2/project/*/archive'
const RESOLUTIONS = ['480x640', '640x480', '720x1280', '1280x720', '1080x1920', '1920x1080'] as const

const layoutSchema = z
  .strictObject({
    type: z.enum(['bestFit', 'pip', 'verticalPresentation', 'horizontalPresentation', 'custom']),
    stylesheet: z.string().max(20_000).optional(),
    screenshareType: z.enum(['bestFit', 'pip', 'verticalPresentation', 'horizontalPresentation']).optional(),
  })
  .refine(({ type, stylesheet }) => (type === 'custom') === (stylesheet !== undefined))
  .refine(({ type, screenshareType }) => screenshareType === undefined || type === 'bestFit')

const startSchema = z
  .object({
    sessionId: z.string().min(1).max(255),
    name: z.string().max(1_000).optional(),
    hasAudio: z.boolean().default(true),
    hasVideo: z.boolean().default(true),
    outputMode: z.enum(['composed', 'individual']).default('composed'),
    resolution: z.enum(RESOLUTIONS).default('640x480'),
    layout: layoutSchema.default({ type: 'bestFit' }),
    streamMode: z.enum(['auto', 'manual']).default('auto'),
    multiArchiveTag: z.string().max(200).default(''),
  })
  .refine(({ hasAudio, hasVideo }) => hasAudio || hasVideo)

const START_REFUSALS: Record<StartRefusal, Answer> = {
  'not in use': refusal(404, 'No client is connected to the session'),
  relayed: refusal(409, 'The session is relayed: only a routed session can be recorded', 15008),
  encrypted: refusal(409, 'The session is end-to-end encrypted and cannot be recorded'),
  'already recording': refusal(409, 'The session is being recorded already'),
}

const STOP_REFUSALS: Record<StopRefusal, Answer> = {
  'not found': refusal(404, 'Archive not found'),
  'not recording': refusal(409, 'The archive is not recording'),
}

const startArchive: ProjectRoute = {
  method: 'POST',
  path: path(ARCHIVE),
  run: ({ platform, archives, baseUrl }, call) => {
    const parsed = startSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid archive options')
    const { sessionId, outputMode, streamMode, name = null, ...request } = parsed.data
    if (outputMode === 'individual') return refusal(400, 'The sandbox makes composed archives only')
    if (streamMode === 'manual') return refusal(400, 'The sandbox makes archives in stream mode auto only')
    const { project } = call.identity
    const session = platform.session(project, sessionId)
    if (!session) return refusal(404, 'Session not found')
    const started = archives.start(session, { ...request, name })
    if (!started.ok) return START_REFUSALS[started.error]
    return { status: 200, body: archives.view(started.value, project, baseUrl) }
  },
}

const stopArchive: ProjectRoute = {
  method: 'POST',
  path: path(`${ARCHIVE}/*/stop`),
  run: ({ archives, baseUrl }, { identity: { project }, params }) => {
    const stopped = archives.stop(project, params[1] ?? '')
    if (!stopped.ok) return STOP_REFUSALS[stopped.error]
    return { status: 200, body: archives.view(stopped.value, project, baseUrl) }
  },
}

const getArchive: ProjectRoute = {
  method: 'GET',
  path: path(`${ARCHIVE}/*`),
  run: ({ archives, baseUrl }, { identity: { project }, params }) => {
    const id = params[1] ?? ''
    if (!z.uuid().safeParse(id).success) return refusal(400, 'Invalid archive ID')
    const archive = archives.find(project, id)
    if (!archive) return refusal(404, 'Archive not found')
    return { status: 200, body: archives.view(archive, project, baseUrl) }
  },
}

const pageSchema = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(1_000).default(50),
  sessionId: z.string().optional(),
})

const listArchives: ProjectRoute = {
  method: 'GET',
  path: path(ARCHIVE),
  run: ({ archives, baseUrl }, { identity: { project }, query }) => {
    const parsed = pageSchema.safeParse(Object.fromEntries(query))
    if (!parsed.success) return refusal(400, 'Invalid offset or count')
    const { offset, count, sessionId = null } = parsed.data
    const all = archives.list(project, sessionId)
    const items = all.slice(offset, offset + count).map((archive) => archives.view(archive, project, baseUrl))
    return { status: 200, body: { count: all.length, items } }
  },
}

const deleteArchive: ProjectRoute = {
  method: 'DELETE',
  path: path(`${ARCHIVE}/*`),
  run: async ({ archives }, { identity: { project }, params }) => {
    const removed = await archives.remove(project, params[1] ?? '')
    if (removed.ok) return empty
    return removed.error === 'not found'
      ? refusal(404, 'Archive not found')
      : refusal(409, 'The archive is not finished')
  },
}

const setLayout: ProjectRoute = {
  method: 'PUT',
  path: path(`${ARCHIVE}/*/layout`),
  run: ({ archives }, call) => {
    const parsed = layoutSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid layout')
    const archive = archives.find(call.identity.project, call.params[1] ?? '')
    if (!archive) return refusal(404, 'Archive not found')
    // Kept and answered; the picture is always a grid.
    archive.layout = parsed.data
    return done
  },
}

const changeStreams: ProjectRoute = {
  method: 'PATCH',
  path: path(`${ARCHIVE}/*/streams`),
  run: ({ archives }, { identity: { project }, params }) =>
    archives.find(project, params[1] ?? '')
      ? refusal(405, 'The archive is in stream mode auto')
      : refusal(404, 'Archive not found'),
}

export const archiveRoutes: readonly ProjectRoute[] = [
  startArchive,
  stopArchive,
  getArchive,
  listArchives,
  deleteArchive,
  setLayout,
  changeStreams,
]
