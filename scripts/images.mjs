/** `npm run images`: takes the screenshots of docs/images from the running product, with the demo's people in it. */
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
const { spawnSync } = await import('node:child_process')
const done = spawnSync(
  process.execPath,
  ['scripts/test.mjs', '--only', 'e2e', '--config', 'e2e/images/playwright.config.ts'],
  {
    stdio: 'inherit',
  },
)
process.exit(done.status ?? 1)
