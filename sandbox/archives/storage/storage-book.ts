/** The storage of each project, kept beside the recordings. What is in it is used and never told. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../platform/platform.ts'
import { openKeptJson } from '../kept-json.ts'
import { type StorageSettings, storageSettingsSchema } from './storage-settings.ts'

export type StorageBook = {
  of: (apiKey: string) => StorageSettings | null
  /** Null: from now on recordings stay here. */
  set: (apiKey: string, settings: StorageSettings | null) => Promise<void>
}

export const openStorageBook = async (root: string, log: Log): Promise<StorageBook> => {
  const kept = await openKeptJson({
    file: join(root, 'storage.json'),
    schema: z.record(z.string(), storageSettingsSchema),
    otherwise: {},
    log,
  })
  const storages = new Map(Object.entries(kept.found))
  return {
    of: (apiKey) => storages.get(apiKey) ?? null,
    set: (apiKey, settings) => {
      if (settings) storages.set(apiKey, settings)
      else storages.delete(apiKey)
      return kept.write(Object.fromEntries(storages))
    },
  }
}
