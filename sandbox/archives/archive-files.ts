/** Where recordings lie: one folder each, with `archive.json` and, once composed, `archive.webm`. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../platform/platform.ts'
import type { Archive } from './archive.ts'

const archiveSchema: z.ZodType<Archive> = z.object({
  id: z.uuid(),
  sessionId: z.string(),
  apiKey: z.string(),
  name: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  duration: z.number(),
  size: z.number(),
  status: z.enum(['started', 'stopped', 'available', 'failed', 'deleted']),
  reason: z.string(),
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  resolution: z.string(),
  sha256sum: z.string(),
  multiArchiveTag: z.string(),
  layout: z.object({
    type: z.string(),
    stylesheet: z.string().optional(),
    screenshareType: z.string().optional(),
  }),
})

export type ArchiveFiles = {
  folder: (id: string) => string
  file: (id: string) => string
  /** Creates the archive's folder and the one for its raw tracks. */
  prepare: (id: string) => Promise<string>
  save: (archive: Archive) => Promise<void>
  load: () => Promise<Archive[]>
  measure: (id: string) => Promise<{ size: number; sha256sum: string }>
  removeTracks: (id: string) => Promise<void>
  remove: (id: string) => Promise<void>
}

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

export const createArchiveFiles = (root: string, log: Log): ArchiveFiles => {
  const folder = (id: string) => join(root, id)
  const tracks = (id: string) => join(root, id, 'tracks')
  const file = (id: string) => join(root, id, 'archive.webm')

  let writes: Promise<void> = Promise.resolve()

  /** Whole or not at all: a kill in between leaves the former one. */
  const write = async (id: string, text: string): Promise<void> => {
    const target = join(folder(id), 'archive.json')
    await mkdir(folder(id), { recursive: true })
    await writeFile(`${target}.new`, text)
    await rename(`${target}.new`, target)
  }

  const read = async (id: string): Promise<Archive | null> => {
    try {
      return archiveSchema.parse(JSON.parse(await readFile(join(folder(id), 'archive.json'), 'utf8')))
    } catch (error) {
      log(`archives: ${id} is not readable: ${error instanceof Error ? error.message : 'unknown'}`)
      return null
    }
  }

  return {
    folder,
    file,
    prepare: async (id) => {
      await mkdir(tracks(id), { recursive: true })
      return tracks(id)
    },
    save: (archive) => {
      const text = JSON.stringify(archive, null, 2)
      // One after another: two at once would take each other's new file away.
      const saved = writes.then(() => write(archive.id, text))
      writes = saved.catch(() => undefined)
      return saved
    },
    load: async () => {
      await mkdir(root, { recursive: true })
      const entries = await readdir(root, { withFileTypes: true })
      const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
      return (await Promise.all(ids.map(read))).filter((archive) => archive !== null)
    },
    measure: async (id) => ({ size: (await stat(file(id))).size, sha256sum: await hashOf(file(id)) }),
    removeTracks: (id) => rm(tracks(id), { recursive: true, force: true }),
    remove: (id) => rm(folder(id), { recursive: true, force: true }),
  }
}
