// Runs the sandbox alone, so that any OpenTok program can be pointed at it: npm run sandbox -- --port N
import { ensureNode } from './ensure-node.mjs'

await ensureNode()
await import('../sandbox/main.ts')
