/**
 * `npm start`: sets up whatever is missing, starts everything, says where it is, and stays until a signal.
 * The work is in `start/run.ts`; here only what must happen on whatever Node the machine has.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { run } = await import('./start/run.ts')
await run()
