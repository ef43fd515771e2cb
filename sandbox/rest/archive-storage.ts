/** Where a project's recordings are uploaded to. It can be set and taken away, and never asked for. */
import { storageSettingsSchema } from '../archives/storage/storage-settings.ts'
import { done, empty, refusal } from './answer.ts'
import { jsonBody, type ProjectRoute, path } from './route.ts'

const STORAGE = path('/v2/project/*/archive/storage')

const setStorage: ProjectRoute = {
  method: 'PUT',
  path: STORAGE,
  run: async ({ archives }, call) => {
    const parsed = storageSettingsSchema.safeParse(jsonBody(call))
    if (!parsed.success) return refusal(400, 'Invalid storage')
    await archives.setStorage(call.identity.project.apiKey, parsed.data)
    return done
  },
}

const removeStorage: ProjectRoute = {
  method: 'DELETE',
  path: STORAGE,
  run: async ({ archives }, { identity: { project } }) => {
    await archives.setStorage(project.apiKey, null)
    return empty
  },
}

export const archiveStorageRoutes: readonly ProjectRoute[] = [setStorage, removeStorage]
