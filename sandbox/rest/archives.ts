import { z } from 'zod'
import type { StartRefusal, StopRefusal } from '../archives/archives.ts'
import type { ChooseRefusal } from '../archives/choose-stream.ts'
import { type Answer, done, empty, refusal } from './answer.ts'
import { layoutSchema, startSchema, streamChoiceSchema } from './archive-options.ts'
import { archiveStorageRoutes } from './archive-storage.ts'
import { jsonBody, type ProjectRoute, path } from './route.ts'

const ARCHIVE = '/v2/project/*/archive'
const START_REFUSALS: Record<StartRefusal, Answer> = {
  'not in use': refusal(404, 'No client is connected to the session'),
  relayed: refusal(409, 'The session is relayed: only a routed session can be recorded', 15008),
  encrypted: refusal(409, 'The session is end-to-end encrypted and cannot be recorded'),
  'already recording': refusal(409, 'The session is being recorded already'),
}

const STOP_REFUSALS: Record<StopRefusal, Answer> = {
  'not found': refusal(404, 'Archive not found'),
  'not recording': refusal(409, 'The archive is not recording'),
  automatic: refusal(409, 'The session records itself: its archive ends with it'),
}

const CHOOSE_REFUSALS: Record<ChooseRefusal, Answer> = {
  'not found': refusal(404, 'Archive not found'),
  'automatic choice': refusal(405, 'The archive is in stream mode auto'),
  'not recording': refusal(409, 'The archive is not recording'),
  'no such stream': refusal(404, 'Stream not found'),
  full: refusal(400, 'The archive holds as many streams as it can'),
}

const startArchive: ProjectRoute = {
  method: 'POST',
  path: path(ARCHIVE),
  run: ({ platform, archives, baseUrl }, call) => {
    const parsed = startSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid archive options')
    const { sessionId, name = null, resolution = '640x480', ...request } = parsed.data
    const { layout = { type: 'bestFit' }, multiArchiveTag } = request
    const { project } = call.identity
    const session = platform.session(project, sessionId)
    if (!session) return refusal(404, 'Session not found')
    const started = archives.start(session, { ...request, name, resolution, layout })
    if (!started.ok) return START_REFUSALS[started.error]
    const view = archives.view(started.value, project, baseUrl)
    // Told once, here: neither get nor list has it.
    return { status: 200, body: { ...view, ...(multiArchiveTag === '' ? {} : { multiArchiveTag }) } }
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
  run: ({ archives }, call) => {
    const parsed = streamChoiceSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid stream options')
    const choice =
      'removeStream' in parsed.data
        ? { remove: parsed.data.removeStream }
        : {
            add: {
              streamId: parsed.data.addStream,
              hasAudio: parsed.data.hasAudio,
              hasVideo: parsed.data.hasVideo,
            },
          }
    const chosen = archives.choose(call.identity.project, call.params[1] ?? '', choice)
    return chosen.ok ? empty : CHOOSE_REFUSALS[chosen.error]
  },
}

export const archiveRoutes: readonly ProjectRoute[] = [
  // Before the others: to them `storage` would be an archive's ID.
  ...archiveStorageRoutes,
  startArchive,
  stopArchive,
  getArchive,
  listArchives,
  deleteArchive,
  setLayout,
  changeStreams,
]
