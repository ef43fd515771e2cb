import { resolve } from 'node:path'

/** What the supervisor itself must know. The application's settings are `lib/system/env.ts`'s to judge. */
export type StartSettings = {
  readonly production: boolean
  readonly dataDir: string
  readonly buildDir: string
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | undefined
  readonly url: string | undefined
  readonly sandbox: boolean
}

type Variables = Readonly<Record<string, string | undefined>>

/** Reads the environment; `root` is where relative paths begin. */
export function readStartSettings(env: Variables, root: string): StartSettings {
  return {
    production: env.NODE_ENV === 'production',
    dataDir: resolve(root, env.GAVEL_DATA_DIR || '.data'),
    buildDir: env.GAVEL_BUILD_DIR || '.next',
    host: env.HOST || '127.0.0.1',
    port: readPort(env.PORT),
    databaseUrl: env.DATABASE_URL || undefined,
    url: env.GAVEL_URL || undefined,
    sandbox: wantsSandbox(env),
  }
}

/** Whoever names no video platform gets the sandbox; who names one may still ask for both. */
function wantsSandbox(env: Variables): boolean {
  if (env.GAVEL_SANDBOX === 'on') return true
  return env.GAVEL_SANDBOX !== 'off' && !env.OPENTOK_API_KEY && !env.VONAGE_APPLICATION_ID
}

function readPort(given: string | undefined): number {
  const port = Number(given || 3000)
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : Number.NaN
}

/** Where this machine itself reaches the web server, whatever address the world uses. */
export function localOrigin(host: string, port: number): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The address a person is told, when none is set. */
export function defaultUrl(host: string, port: number): string {
  const anywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost']
  return anywhere.includes(host) ? `http://localhost:${port}` : localOrigin(host, port)
}
