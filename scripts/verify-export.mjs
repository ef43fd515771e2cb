#!/usr/bin/env node
/**
 * Checks what Gavel has let go of, with nothing but Node and the public key: an export package (.zip) or a certificate of
 * deletion (.json).
 *
 *   node verify-export.mjs package.zip --key <public-key.pem | SHA-256 of the key>
 *
 * The key has to come from whoever runs that Gavel, by another way than the package: the copy inside it says whose signature it
 * claims to be, and proves nothing. `--key` takes a file with the public key (PEM), or its fingerprint: the SHA-256 of the key as
 * DER, 64 hexadecimal digits. Exit code 0: all is as it was signed; 1: it is not, and why; 2: wrongly called.
 *
 * This file stands alone: no package, no import of Gavel's.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'

const MANIFEST = 'manifest.json'
const SIGNATURE = 'manifest.sig'
const KEY = 'public-key.pem'
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/
/** Of what is read whole: manifest, signature, key, record. */
const MOST_TEXT = 256 * 1024 * 1024

class Wrong extends Error {}
/** Nothing was checked: what it was to be checked with is not there. */
class Miscalled extends Error {}

/** Returns what was checked, as sentences; throws Wrong with what is not as it was signed. */
export async function verifyFile(path, keyArgument) {
  const file = await open(path, 'r')
  try {
    const start = await bytesAt(file, 0, Math.min(4, (await file.stat()).size))
    if (start.toString('latin1') === 'PK\x03\x04') return await verifyPackage(file, keyArgument)
  } finally {
    await file.close()
  }
  return verifyCertificate(await readFile(path, 'utf8'), keyArgument)
}

async function verifyPackage(file, keyArgument) {
  const entries = await listEntries(file)
  const named = new Map(entries.map((entry) => [entry.name, entry]))
  for (const name of [MANIFEST, SIGNATURE, KEY]) if (!named.has(name)) throw new Wrong(`${name} is missing.`)
  const manifestBytes = await readEntry(file, named.get(MANIFEST))
  const key = await trustedKey(keyArgument, (await readEntry(file, named.get(KEY))).toString('utf8'))
  const signatureText = (await readEntry(file, named.get(SIGNATURE))).toString('utf8')
  const signature = Buffer.from(signatureText, 'base64')
  if (`${signature.toString('base64')}\n` !== signatureText) throw new Wrong('manifest.sig was changed.')
  const signed = Buffer.concat([Buffer.from('gavel export manifest\n'), manifestBytes])
  if (!verify(null, signed, key, signature))
    throw new Wrong('manifest.json is not what was signed with this key.')
  const manifest = JSON.parse(manifestBytes.toString('utf8'))
  if (manifest.format !== 'gavel-export/1')
    throw new Wrong('The manifest is of a kind that this program does not know.')
  const listed = new Map(manifest.entries.map((entry) => [entry.name, entry]))
  if (listed.size !== manifest.entries.length) throw new Wrong('The manifest names an entry twice.')
  for (const { name } of entries)
    if (name !== MANIFEST && name !== SIGNATURE && !listed.has(name)) throw new Wrong(`${name} was added.`)
  for (const { name, size, sha256 } of manifest.entries) {
    const entry = named.get(name)
    if (!entry) throw new Wrong(`${name} was removed.`)
    const found = await digestOf(file, entry)
    if (found.size !== size || found.sha256 !== sha256) throw new Wrong(`${name} was changed.`)
  }
  const record = named.get('audit.jsonl') ? verifyRecord(await readEntry(file, named.get('audit.jsonl'))) : 0
  return [
    `Recording ${manifest.recording.id}, packed ${manifest.madeAt}.`,
    `${manifest.entries.length} entries are as they were signed; ${record} entries of the audit log have the hashes they say.`,
    `Signed with the key ${fingerprint(key)}.`,
  ]
}

/** Each entry of the record: SHA-256(hash before it, its text) is its hash; two that follow each other are chained. */
function verifyRecord(bytes) {
  const lines = bytes.toString('utf8').split('\n').filter(Boolean)
  let before = null
  for (const line of lines) {
    const { seq, prevHash, hash, entry } = JSON.parse(line)
    const computed = createHash('sha256')
      .update(Buffer.from(prevHash, 'hex'))
      .update(entry, 'utf8')
      .digest('hex')
    if (computed !== hash || JSON.parse(entry).seq !== seq)
      throw new Wrong(`Entry ${seq} of the audit log was changed.`)
    if (before && BigInt(seq) === BigInt(before.seq) + 1n && prevHash !== before.hash)
      throw new Wrong(`Entry ${seq} of the audit log does not follow the one before it.`)
    before = { seq, hash }
  }
  return lines.length
}

async function verifyCertificate(text, keyArgument) {
  let signed
  try {
    signed = JSON.parse(text)
  } catch {
    throw new Wrong('This is neither a package nor a certificate.')
  }
  if (signed?.facts?.version !== 1 || !signed.facts.deletion)
    throw new Wrong('This is no certificate of deletion.')
  const key = await trustedKey(keyArgument, signed.publicKey)
  const bytes = Buffer.from(`gavel certificate of deletion\n${canonical(signed.facts)}`)
  if (!verify(null, bytes, key, Buffer.from(String(signed.signature), 'base64')))
    throw new Wrong('The certificate is not what was signed with this key.')
  const { recording, doneAt, entry } = signed.facts
  return [
    `Recording ${recording.id} was deleted ${doneAt}: entry ${entry.seq} of the audit log, ${entry.hash}.`,
    `Signed with the key ${fingerprint(key)}.`,
  ]
}

/** JSON with its keys in order and no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** The key one was given; by its fingerprint, the key inside, if it is that one. */
async function trustedKey(keyArgument, inside) {
  if (/^[0-9a-f]{64}$/i.test(keyArgument)) {
    const key = publicKeyOf(inside, 'The key inside is none.')
    if (fingerprint(key) !== keyArgument.toLowerCase())
      throw new Wrong(`It is signed with another key: ${fingerprint(key)}.`)
    return key
  }
  return publicKeyOf(await keyFile(keyArgument), 'The file given as --key holds no public key.')
}

async function keyFile(path) {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw new Miscalled(
      '--key is neither a file that can be read nor a fingerprint of 64 hexadecimal digits.',
    )
  }
}

function publicKeyOf(pem, otherwise) {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // said below: whatever it is, it is no key
  }
  throw new Wrong(otherwise)
}

function fingerprint(key) {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/** The entries of a zip by its directory, which must speak of every byte of it: nothing hides between them or twice. */
async function listEntries(file) {
  const { size } = await file.stat()
  const directory = await findDirectory(file, size)
  const bytes = await bytesAt(file, directory.offset, directory.size)
  const entries = []
  let at = 0
  for (let n = 0; n < directory.count; n++) {
    if (bytes.length < at + 46 || bytes.readUInt32LE(at) !== 0x02014b50)
      throw new Wrong('The directory of the zip is broken.')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place))
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const wide = wideSizes(
      extra,
      [24, 20, 42].map((place) => bytes.readUInt32LE(at + place)),
    )
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      flags: bytes.readUInt16LE(at + 8),
      size: wide[0],
      packed: wide[1],
      offset: wide[2],
    })
    at += 46 + nameLength + extraLength + noteLength
  }
  if (at !== bytes.length) throw new Wrong('The directory of the zip is broken.')
  return checked(file, entries, directory.offset)
}

async function checked(file, entries, end) {
  const names = new Set()
  let expected = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (!NAME.test(entry.name)) throw new Wrong('An entry has a name that Gavel gives none.')
    if (names.has(entry.name)) throw new Wrong(`${entry.name} is there twice.`)
    names.add(entry.name)
    if (entry.offset !== expected) throw new Wrong('There is something between the entries.')
    const head = await bytesAt(file, entry.offset, 30)
    if (head.readUInt32LE(0) !== 0x04034b50) throw new Wrong(`${entry.name} does not begin as an entry does.`)
    if (head.readUInt16LE(8) !== entry.method || head.readUInt16LE(6) !== entry.flags)
      throw new Wrong(`${entry.name} is described otherwise inside.`)
    const nameLength = head.readUInt16LE(26)
    const local = (await bytesAt(file, entry.offset + 30, nameLength)).toString('utf8')
    if (local !== entry.name) throw new Wrong(`${entry.name} is called otherwise inside.`)
    entry.data = entry.offset + 30 + nameLength + head.readUInt16LE(28)
    expected = await endOf(file, entry, head.readUInt16LE(6))
  }
  if (expected !== end) throw new Wrong('There is something between the entries.')
  return entries
}

/** Behind the bytes of an entry its sizes stand once more, where they were not known before. */
async function endOf(file, entry, flags) {
  const end = entry.data + entry.packed
  if ((flags & 8) === 0) return end
  const after = await bytesAt(file, end, 4)
  const marked = after.readUInt32LE(0) === 0x08074b50 ? 4 : 0
  for (const width of [8, 16]) {
    const words = await bytesAt(file, end + marked, width + 4)
    const packed = width === 16 ? Number(words.readBigUInt64LE(4)) : words.readUInt32LE(4)
    if (packed === entry.packed) return end + marked + width + 4
  }
  throw new Wrong(`The sizes of ${entry.name} do not agree.`)
}

function wideSizes(extra, values) {
  let at = 0
  while (at + 4 <= extra.length) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)]
    if (id === 1) {
      let place = at + 4
      return values.map((value) => {
        if (value !== 0xffffffff) return value
        place += 8
        return Number(extra.readBigUInt64LE(place - 8))
      })
    }
    at += 4 + length
  }
  return values
}

async function findDirectory(file, size) {
  const tail = await bytesAt(file, Math.max(0, size - 22), Math.min(22, size))
  if (tail.length < 22 || tail.readUInt32LE(0) !== 0x06054b50) throw new Wrong('The zip does not end as one.')
  if (
    tail.readUInt32LE(4) !== 0 ||
    tail.readUInt16LE(8) !== tail.readUInt16LE(10) ||
    tail.readUInt16LE(20) !== 0
  )
    throw new Wrong('The zip does not end as one.')
  const found = {
    count: tail.readUInt16LE(10),
    size: tail.readUInt32LE(12),
    offset: tail.readUInt32LE(16),
    end: size - 22,
  }
  if (found.offset !== 0xffffffff && found.count !== 0xffff && found.size !== 0xffffffff)
    return withEnd(found)
  const locator = await bytesAt(file, size - 42, 20)
  if (locator.readUInt32LE(0) !== 0x07064b50) throw new Wrong('The zip does not end as one.')
  const at = Number(locator.readBigUInt64LE(8))
  const wide = await bytesAt(file, at, 56)
  if (wide.readUInt32LE(0) !== 0x06064b50) throw new Wrong('The zip does not end as one.')
  const read = (place) => Number(wide.readBigUInt64LE(place))
  return withEnd({ count: read(32), size: read(40), offset: read(48), end: at })
}

function withEnd({ end, ...directory }) {
  if (directory.offset + directory.size !== end)
    throw new Wrong('There is something between the entries and their directory.')
  return directory
}

async function readEntry(file, entry) {
  if (entry.size > MOST_TEXT) throw new Wrong(`${entry.name} is too large to be what it is called.`)
  const parts = []
  for await (const part of contentOf(file, entry)) parts.push(part)
  return Buffer.concat(parts)
}

async function digestOf(file, entry) {
  const digest = createHash('sha256')
  let size = 0
  for await (const part of contentOf(file, entry)) {
    digest.update(part)
    size += part.length
  }
  return { size, sha256: digest.digest('hex') }
}

async function* contentOf(file, entry) {
  if (entry.method === 0) yield* rawOf(file, entry)
  else if (entry.method === 8) yield* inflated(file, entry)
  else throw new Wrong(`${entry.name} is packed in a way that Gavel does not use.`)
}

async function* inflated(file, entry) {
  const inflate = createInflateRaw()
  const feeding = (async () => {
    for await (const part of rawOf(file, entry))
      if (!inflate.write(part)) await new Promise((go) => inflate.once('drain', go))
    inflate.end()
  })().catch((error) => inflate.destroy(error))
  let size = 0
  try {
    for await (const part of inflate) {
      size += part.length
      if (size > entry.size) throw new Wrong(`${entry.name} is larger than it says.`)
      yield part
    }
  } catch (error) {
    throw error instanceof Wrong ? error : new Wrong(`${entry.name} cannot be unpacked.`)
  }
  await feeding
}

async function* rawOf(file, { data, packed }) {
  const most = 1024 * 1024
  for (let at = 0; at < packed; at += most) yield await bytesAt(file, data + at, Math.min(most, packed - at))
}

async function bytesAt(file, position, length) {
  if (!(position >= 0 && length >= 0 && length <= MOST_TEXT)) throw new Wrong('The zip is broken.')
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead !== length) throw new Wrong('The zip ends too soon.')
  return buffer
}

/** What is broken in a way nobody foresaw is not as it was signed either. */
async function main([path, flag, key, ...more]) {
  if (!path || flag !== '--key' || !key || more.length > 0) {
    console.error(
      'node verify-export.mjs <package.zip | certificate.json> --key <public-key.pem | SHA-256 of the key>',
    )
    return 2
  }
  try {
    for (const sentence of await verifyFile(path, key)) console.log(sentence)
    console.log('OK')
    return 0
  } catch (error) {
    if (error instanceof Miscalled) {
      console.error(error.message)
      return 2
    }
    console.error(
      `NOT AS SIGNED: ${error instanceof Wrong ? error.message : String(error?.message ?? error)}`,
    )
    return 1
  }
}

if (process.argv[1] && import.meta.filename === (await import('node:fs')).realpathSync(process.argv[1]))
  process.exitCode = await main(process.argv.slice(2))
