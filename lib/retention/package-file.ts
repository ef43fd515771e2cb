import 'server-only'
import { join } from 'node:path'
import { idSchema } from '#lib/system/ids.ts'

/** Where a package lies on this server's disk: named by its id alone. */
export function packageFile(dataDir: string, id: string): string {
  return join(dataDir, 'exports', `${idSchema.parse(id)}.zip`)
}
