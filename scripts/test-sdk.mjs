/**
 * `npm run test:sdk`: holds the platform to what is documented of it, by the vendor's unmodified SDKs. `-- --list` says every
 * promise, where it is made, and what came of it in the last run; `-- C-017 C-018` runs these. Against the sandbox, or by
 * GAVEL_CONFORMANCE_* (see `sandbox/conformance/target.ts`) against a platform elsewhere.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { testSdk } = await import('./sdk/test-sdk.ts')
process.exitCode = await testSdk(process.argv.slice(2))
