import 'server-only'
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What checkpoints are signed with. Whoever has only `publicKey` can check them and make none. */
export type AuditKey = {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const FILE = 'audit-key.pem'

/** The installation's own Ed25519 key: of the settings (PKCS#8, PEM), else the one kept beside the data, made when it is first needed. */
export function auditKey(settings: {
  GAVEL_DATA_DIR: string
  GAVEL_AUDIT_KEY?: string | undefined
}): AuditKey {
  const pem = settings.GAVEL_AUDIT_KEY?.replaceAll('\\n', '\n') ?? keptKey(settings.GAVEL_DATA_DIR)
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('GAVEL_AUDIT_KEY is not an Ed25519 key')
  const publicKey = createPublicKey(privateKey)
  return { keyId: keyIdOf(publicKey), privateKey, publicKey }
}

/** By which a checkpoint says whose it is: the beginning of the public key's digest. */
export function keyIdOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex').slice(0, 16)
}

function keptKey(dataDir: string): string {
  const file = join(dataDir, FILE)
  return read(file) ?? makeKey(dataDir, file)
}

/** Written whole under another name and then linked: of two servers that start at once, both go on with the same key. */
function makeKey(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true })
  const { privateKey } = generateKeyPairSync('ed25519')
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  try {
    linkSync(fresh, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFileSync(file, 'utf8')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
