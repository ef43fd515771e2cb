import type { StartSettings } from './settings.ts'

/** Always `production`: the application runs as it was built. */
export type ChildEnv = Record<string, string> & { NODE_ENV: 'production' }

type Variables = Readonly<Record<string, string | undefined>>

/** npm describes the start of the project to it; nothing of that is the application's business. */
const NOT_PASSED_ON = /^(npm_|GAVEL_NODE_WRAPPER$|HOST$|PORT$)/

/** The environment of the application's programs, before what is made at the start. */
export function applicationEnv(settings: StartSettings, env: Variables): ChildEnv {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || value === '' || NOT_PASSED_ON.test(name) ? [] : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(kept),
    // The built application always runs with this; what the operator asked for is in GAVEL_ENV.
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    GAVEL_ENV: settings.production ? 'production' : env.GAVEL_ENV === 'test' ? 'test' : 'demo',
    GAVEL_DATA_DIR: settings.dataDir,
    GAVEL_BUILD_DIR: settings.buildDir,
  }
}
