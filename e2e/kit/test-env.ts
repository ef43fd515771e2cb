import { randomBytes } from 'node:crypto'

/** Settings for tests that call the application's rules in their own process. Call it before the first of them. */
export function testEnv(more: Record<string, string> = {}): void {
  Object.assign(process.env, {
    GAVEL_ENV: 'test',
    GAVEL_URL: 'http://localhost:3000',
    GAVEL_SECRET: randomBytes(32).toString('base64url'),
    GAVEL_MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://localhost/nowhere',
    ...more,
  })
}
