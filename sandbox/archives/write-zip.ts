import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Zip, ZipPassThrough } from 'fflate'

export type ZipEntry = { name: string; content: { file: string } | { text: string } }

/** What the format can count to; beyond it the file would be broken without a word. */
const MAX_BYTES = 0xffff_ffff

const chunksOf = ({ content }: ZipEntry): AsyncIterable<Buffer> =>
  'file' in content ? createReadStream(content.file) : Readable.from([Buffer.from(content.text)])

/** Stored, not squeezed: pictures and sound have no air left. */
async function* zipped(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let bytes = 0
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error('the zip would be larger than 4 GB')
  })
  for (const entry of entries) {
    const file = new ZipPassThrough(entry.name)
    zip.add(file)
    for await (const chunk of chunksOf(entry)) {
      file.push(chunk)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

/** Writes a zip as it reads the files: none of them is ever whole in memory. */
export const writeZip = (output: string, entries: readonly ZipEntry[], signal: AbortSignal): Promise<void> =>
  pipeline(Readable.from(zipped(entries)), createWriteStream(output), { signal })
