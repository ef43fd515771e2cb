// Measures what the budgets speak of, one measurement after the other: npm run bench [-- name ...]
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
await import('../bench/run.ts')
