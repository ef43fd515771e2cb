/**
 * The command line of an installation: `npm run gavel -- help`. Works with the web server and without it, on the settings of
 * `npm start`. The work is in `gavel/run.ts`; here only what must happen on whatever Node the machine has.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { run } = await import('./gavel/run.ts')
await run(process.argv.slice(2))
