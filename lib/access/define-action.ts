import 'server-only'
import { forbidden } from 'next/navigation'
import { after } from 'next/server'
import type { z } from 'zod'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { log } from '#lib/system/log.ts'
import type { ActionReply } from './action-reply.ts'
import type { ActionSpec, Scoped } from './action-spec.ts'
import type { Needed } from './anyone.ts'
import { actorOf, doorRequest } from './door-request.ts'
import { passAction } from './pass-action.ts'
import { isSameOrigin } from './same-origin.ts'
import { withinTime } from './within-time.ts'

const AFTERWARDS_SECONDS = 15

/**
 * Makes a server action. There is no other way to make one: a check walks all that are deployed. An action can be called by
 * anybody at any address, so everything it needs to know is asked here and nothing is left to the page it stands on.
 */
export function defineAction<
  const Needs extends Needed,
  Schema extends z.ZodType,
  Target extends Scoped,
  Value,
  Failure extends string = never,
  Prepared = undefined,
>(
  spec: ActionSpec<Needs, Schema, Target, Value, Failure, Prepared>,
): (input: unknown) => Promise<ActionReply<Value>> {
  return async (input) => {
    const request = await doorRequest()
    const { requestId } = request
    if (!isSameOrigin(request.headers, env().GAVEL_URL)) {
      log.warn({ action: spec.name, requestId, refusal: 'refused-origin' }, 'action refused')
      forbidden() // no page of ours ever gets here, so nobody needs words
    }
    const db = database()
    const { reply, afterwards } = await passAction(spec, input, {
      request,
      db,
      actor: () => actorOf(db, request),
    })
    if (afterwards) after(() => boundedAfterwards(spec.name, requestId, afterwards))
    return reply
  }
}

/** What is done for the platform after the reply: whatever goes wrong there shows in the action's own outcome. */
async function boundedAfterwards(action: string, requestId: string, afterwards: () => Promise<void>) {
  try {
    await withinTime(AFTERWARDS_SECONDS, afterwards)
  } catch (error) {
    log.error({ action, requestId, error }, 'what follows an action broke')
  }
}
