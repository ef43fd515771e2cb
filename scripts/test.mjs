/**
 * `npm test`: everything that must hold, in the order of what fails fastest. `--fast` (`npm run check`) only what needs
 * neither a database nor a browser; `--only vitest lib/audit` or `--only e2e sign-in` a part, while one works on it.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { runTests } = await import('./test/run-tests.ts')
await runTests(process.argv.slice(2))
