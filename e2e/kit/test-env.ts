import { randomBytes } from 'node:crypto'

/**
 * Settings for tests that call the application's rules in their own process. Call it before the first of them. Secrets are made
 * once per process: the rules keep what they have read, and later files share it.
 */
export function testEnv(more: Record<string, string> = {}): void {
  Object.assign(process.env, {
    GAVEL_ENV: 'test',
    GAVEL_URL: 'http://localhost:3000',
    DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://localhost/nowhere',
    ...testSecrets(),
    ...more,
  })
  // The rules read their settings once per process; the file before this one may have had others.
  forgetOnce('env')
}

/** What the rules keep once per process under this key: files of tests share one. */
export function forgetOnce(key: string): void {
  const store = globalThis as typeof globalThis & { __gavel?: Map<string, unknown> } // see lib/system/global.ts
  store.__gavel?.delete(key)
}

/** What servers must be given so that they and this process understand each other's tokens and sealed secrets. */
export function testSecrets() {
  process.env.GAVEL_SECRET ??= randomBytes(32).toString('base64url')
  process.env.GAVEL_MASTER_KEYS ??= `k1:${randomBytes(32).toString('base64')}`
  const { GAVEL_SECRET, GAVEL_MASTER_KEYS } = process.env
  return { GAVEL_SECRET, GAVEL_MASTER_KEYS, NEXTAUTH_SECRET: GAVEL_SECRET }
}
