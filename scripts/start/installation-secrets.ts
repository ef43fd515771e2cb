import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

export type InstallationSecrets = { readonly GAVEL_SECRET: string; readonly GAVEL_MASTER_KEYS: string }

/**
 * The secrets of an installation that was given none: made once and kept, since what they have encrypted or signed must stay
 * readable at the next start. Never in production, where the operator keeps them.
 */
export function installationSecrets(file: string): InstallationSecrets {
  if (existsSync(file)) {
    chmodSync(file, 0o600)
    return JSON.parse(readFileSync(file, 'utf8'))
  }
  const secrets = makeSecrets()
  writePrivateFile(file, secrets)
  return secrets
}

/** New ones, which nobody has kept yet. */
export function makeSecrets(): InstallationSecrets {
  return {
    GAVEL_SECRET: randomBytes(32).toString('base64url'),
    GAVEL_MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  }
}

/** Readable by its owner alone, from its first byte on. */
export function writePrivateFile(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600) // the mode above counts only for a new file
}
