/**
 * Loaded before a program of ours (`node --import`): ends it when the supervisor is gone, however that went. The supervisor
 * holds the other end of our stdin and never writes to it; the end of the pipe is the end of the supervisor.
 */
import { isMainThread } from 'node:worker_threads'

const GRACE_MS = 3_000

// What ours starts itself inherits this preload, but neither the mark nor the pipe.
const ours = isMainThread && process.env.GAVEL_GUARDED !== undefined
delete process.env.GAVEL_GUARDED

if (ours) {
  process.stdin.on('end', end)
  process.stdin.on('error', end)
  process.stdin.resume()
  // Watching must not keep a program alive that has nothing more to do.
  if ('unref' in process.stdin) process.stdin.unref()
}

function end() {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref()
  process.kill(process.pid, 'SIGTERM')
}
