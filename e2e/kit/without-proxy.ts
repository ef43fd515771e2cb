import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BUILD_DIR } from './built-application.ts'

const config = z.looseObject({ functions: z.record(z.string(), z.unknown()) })

/** The same build as a server would run it that knows of no `proxy.ts`; answers its directory, beside the other. */
export function buildWithoutProxy(): string {
  const directory = `${BUILD_DIR}-no-proxy`
  const apart = (file: string) => !file.startsWith(join(BUILD_DIR, 'cache'))
  cpSync(BUILD_DIR, directory, { recursive: true, filter: apart })
  const file = join(directory, 'server', 'functions-config-manifest.json')
  const { functions, ...rest } = config.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { '/_middleware': proxy, ...others } = functions
  if (!proxy) throw new Error('The build says nothing of a proxy: this would show nothing')
  writeFileSync(file, JSON.stringify({ ...rest, functions: others }))
  return directory
}
