import 'server-only'
import { createHash, type Hash, hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { AuditKey } from '#lib/audit/audit-key.ts'
import type { TextEntry } from './package-entries.ts'
import { publicPem, signManifest } from './signed-text.ts'

export type PackageFile = { name: string; size: number; body: ReadableStream<Uint8Array> }
export type PackageFacts = {
  package: string
  madeAt: string
  reason: string
  recording: Record<string, unknown>
}
type Written = { size: number; sha256: Buffer; fileSha256: Buffer }

/**
 * Writes a package: entries flat, named by ids or fixed words, none of them compressed that is a film already. The file goes
 * through as it is read, so its size does not matter; what is said of all entries comes last, when their digests are known.
 */
export async function writePackage(
  path: string,
  {
    file,
    texts,
    facts,
    key,
  }: { file: PackageFile; texts: readonly TextEntry[]; facts: PackageFacts; key: AuditKey },
): Promise<Written> {
  const zip = new ZipFile()
  const mtime = new Date(facts.madeAt)
  const whole = counting()
  const written = pipeline(
    Readable.from(zip.outputStream),
    whole.through,
    createWriteStream(path, { flags: 'w', mode: 0o600, flush: true }),
  )
  const film = counting()
  const into = new PassThrough()
  zip.addReadStream(into, file.name, { mtime, compress: false, size: file.size })
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  await Promise.race([pipeline(webStream(file.body), film.through, into), written, failed])
  const entries = [{ name: file.name, size: film.size(), sha256: film.digest() }]
  const all = [...texts, { name: 'public-key.pem', text: publicPem(key) }]
  for (const { name, text } of all) {
    const bytes = Buffer.from(text)
    zip.addBuffer(bytes, name, { mtime })
    entries.push({ name, size: bytes.length, sha256: hash('sha256', bytes, 'buffer') })
  }
  const manifest = manifestText(facts, entries, key)
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', { mtime })
  zip.addBuffer(Buffer.from(`${signManifest(manifest, key)}\n`), 'manifest.sig', { mtime })
  zip.end()
  await Promise.race([written, failed])
  return { size: whole.size(), sha256: whole.digest(), fileSha256: entries[0]?.sha256 ?? Buffer.alloc(0) }
}

function manifestText(
  facts: PackageFacts,
  entries: readonly { name: string; size: number; sha256: Buffer }[],
  key: AuditKey,
): string {
  const listed = entries.map(({ sha256, ...entry }) => ({ ...entry, sha256: sha256.toString('hex') }))
  return `${JSON.stringify({ format: 'gavel-export/1', ...facts, keyId: key.keyId, entries: listed }, null, 2)}\n`
}

/** Bytes pass through, and are counted and digested. The digest can be taken once, when they are over. */
function counting(): { through: Transform; size: () => number; digest: () => Buffer } {
  const digest: Hash = createHash('sha256')
  let size = 0
  const through = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      digest.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  return { through, size: () => size, digest: () => digest.digest() }
}

async function* webStream(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
