import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'
import type { Log } from '../platform/platform.ts'

export type KeptJson<T> = {
  /** What an earlier run left. */
  found: T
  /** Whole or not at all, and one after another: a kill in between leaves the former one. */
  write: (value: T) => Promise<void>
}

export type KeptJsonOptions<T> = {
  file: string
  schema: z.ZodType<T>
  /** What there is when there is no file, or none that can be read. */
  otherwise: T
  log: Log
}

const read = async <T>({ file, schema, otherwise, log }: KeptJsonOptions<T>): Promise<T> => {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing) log(`archives: ${file} is not readable and begins anew`)
    return otherwise
  }
}

/** A file of our own that may hold what only we should read. */
export const openKeptJson = async <T>(options: KeptJsonOptions<T>): Promise<KeptJson<T>> => {
  const { file } = options
  let writes: Promise<void> = Promise.resolve()
  const write = async (text: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return {
    found: await read(options),
    write: (value) => {
      const text = JSON.stringify(value, null, 2)
      const written = writes.then(() => write(text))
      writes = written.catch(() => undefined)
      return written
    },
  }
}
