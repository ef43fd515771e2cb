import 'server-only'
import { env } from '#lib/system/env.ts'

/** Where a project's callbacks come in, as it is registered at the platform. */
export function callbackUrlOf(platformId: string, secret?: string): string {
  const path = ['/api/callbacks', platformId, ...(secret === undefined ? [] : [secret])].join('/')
  return new URL(path, env().GAVEL_URL).href
}
