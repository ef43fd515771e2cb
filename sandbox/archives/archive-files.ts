/** Where recordings lie: one folder each, with `archive.json` and, once it is made, `archive.webm` or `archive.zip`. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../platform/platform.ts'
import { type Archive, archiveFileName } from './archive.ts'

const archiveSchema: z.ZodType<Archive> = z.object({
  id: z.uuid(),
  sessionId: z.string(),
  apiKey: z.string(),
  name: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  duration: z.number(),
  size: z.number(),
  status: z.enum(['started', 'paused', 'stopped', 'uploaded', 'available', 'expired', 'failed', 'deleted']),
  reason: z.string(),
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  outputMode: z.enum(['composed', 'individual']).default('composed'),
  streamMode: z.enum(['auto', 'manual']).default('auto'),
  streams: z
    .array(z.object({ streamId: z.string(), hasAudio: z.boolean(), hasVideo: z.boolean() }))
    .default([]),
  automatic: z.boolean().default(false),
  resolution: z.string(),
  maxBitrate: z.number().optional(),
  quantizationParameter: z.number().optional(),
  sha256sum: z.string(),
  multiArchiveTag: z.string(),
  layout: z.object({
    type: z.string(),
    stylesheet: z.string().optional(),
    screenshareType: z.string().optional(),
  }),
})

export type ArchiveFiles = {
  /** Where everything lies. */
  root: string
  file: (archive: Archive) => string
  /** Creates the archive's folder and the one for its raw tracks. */
  prepare: (id: string) => Promise<string>
  save: (archive: Archive) => Promise<void>
  /** Resolves when nothing waits to be written. */
  settled: () => Promise<void>
  load: () => Promise<Archive[]>
  measure: (archive: Archive) => Promise<{ size: number; sha256sum: string }>
  removeTracks: (id: string) => Promise<void>
  /** Takes the recording away and leaves what is known of it. */
  removeFile: (archive: Archive) => Promise<void>
  /** The same of one that was never finished. */
  removeRemains: (archive: Archive) => Promise<void>
}

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

export const createArchiveFiles = (root: string, log: Log): ArchiveFiles => {
  const folder = (id: string) => join(root, id)
  const tracks = (id: string) => join(root, id, 'tracks')
  const file = (archive: Archive) => join(root, archive.id, archiveFileName(archive))

  const removeTracks = (id: string) => rm(tracks(id), { recursive: true, force: true })
  const removeFile = (archive: Archive) => rm(file(archive), { force: true })

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
    root,
    file,
    prepare: async (id) => {
      await mkdir(tracks(id), { recursive: true })
      return tracks(id)
    },
    settled: () => writes,
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
    measure: async (archive) => ({
      size: (await stat(file(archive))).size,
      sha256sum: await hashOf(file(archive)),
    }),
    removeTracks,
    removeFile,
    removeRemains: async (archive) => {
      await removeTracks(archive.id)
      await removeFile(archive)
    },
  }
}
