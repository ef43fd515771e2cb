import 'server-only'
import { type Database, database } from '#lib/system/database.ts'
import type { Actor, Where } from './actor.ts'
import { loadActor } from './load-actor.ts'
import type { Permission } from './permissions.ts'

/** How old the answer to "may they still?" is at most when a piece goes out (A11 of the security checks). */
const EVERY_MS = 1_000

type Asked = { actor: Actor; permission: Permission }

/**
 * A long answer that breaks off once whoever gets it may not have it any more, or not from everywhere they could when it began:
 * a file or a recording takes hours when it is read slowly. It breaks off instead of ending, so that half of it does not look
 * like all of it. While the database is away nobody can say whether they may, and nothing goes out.
 */
export function whileAllowed(
  body: ReadableStream<Uint8Array>,
  asked: Asked,
  { db = database(), now = () => performance.now() }: { db?: Database; now?: () => number } = {},
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let checkedAt = now()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await reader.read()
        if (now() - checkedAt > EVERY_MS) {
          if (!(await isAsBefore(db, asked))) return breakOff()
          checkedAt = now()
        }
        if (done) controller.close()
        else controller.enqueue(value)

        async function breakOff(): Promise<void> {
          await reader.cancel()
          controller.error(new Error('Whoever got this may not have it any more'))
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 }, // what waits here would go out unasked
  )
}

async function isAsBefore(db: Database, { actor, permission }: Asked): Promise<boolean> {
  const now = await loadActor(db, actor.deviceId)
  return isSame(now?.permissions.get(permission), actor.permissions.get(permission))
}

function isSame(one: Where | undefined, other: Where | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other && one !== undefined
  return one.size === other.size && [...one].every((id) => other.has(id))
}
