import 'server-only'
import type { z } from 'zod'
import { recordDenied } from '#lib/audit/record-alone.ts'
import type { Database } from '#lib/system/database.ts'
import { log } from '#lib/system/log.ts'
import { actInTransaction } from './act-in-transaction.ts'
import { type ActionReply, DOOR_WORDS, type DoorRefusal } from './action-reply.ts'
import type { ActionSpec, ActorFor, Scoped } from './action-spec.ts'
import { type Actor, isConfirmed, mayAnywhere } from './actor.ts'
import { isAnyone, isOneself, type Needed } from './anyone.ts'
import { describeBadInput } from './describe-bad-input.ts'
import { describeFailure } from './describe-failure.ts'
import type { DoorRequest } from './door-request.ts'
import { withinTime } from './within-time.ts'

const REPLY_SECONDS = 10

/** The answer, and what is to be done once it has been given. */
export type Passed<Value> = { reply: ActionReply<Value>; afterwards?: () => Promise<void> }

export type Entering = { request: DoorRequest; db: Database; actor: () => Promise<Actor | null> }

/**
 * The way through an action's door, once the request is known to come from a page of ours.
 * Whatever happens inside, an answer comes out: refusals and breakdowns as codes with public words, never as exceptions.
 */
export async function passAction<
  Needs extends Needed,
  Schema extends z.ZodType,
  Target extends Scoped,
  Value,
  Failure extends string,
  Prepared,
>(
  spec: ActionSpec<Needs, Schema, Target, Value, Failure, Prepared>,
  given: unknown,
  entering: Entering,
): Promise<Passed<Value>> {
  const { request, db } = entering
  const { requestId } = request
  let actor: Actor | null = null
  const refuse = (code: DoorRefusal | Failure, message: string, error?: unknown): Passed<Value> => {
    const line = { action: spec.name, requestId, actorId: actor?.accountId, refusal: code }
    if (error === undefined) log.info(line, 'action refused')
    else log.error({ ...line, error }, 'action broke')
    return { reply: { ok: false, code, message, requestId } }
  }
  const refuseAtDoor = (code: DoorRefusal, error?: unknown) => refuse(code, DOOR_WORDS[code], error)

  try {
    return await withinTime(REPLY_SECONDS, async () => {
      actor = await entering.actor()
      if (!isAnyone(spec.permission)) {
        if (actor === null) return refuseAtDoor('signed-out')
        if (!isOneself(spec.permission) && !mayAnywhere(actor, spec.permission)) {
          await recordNowhere(db, spec.name, actor, request)
          return refuseAtDoor('not-found')
        }
        if (actor.seeingAs !== null && !spec.whileSeeingAs) return refuseAtDoor('read-only')
        if (spec.confirmed && !isConfirmed(actor, new Date())) return refuseAtDoor('confirm-yourself')
      }
      const parsed = spec.input.safeParse(given)
      if (!parsed.success) return refuse('bad-input', describeBadInput(parsed.error))
      // `null` got past the check above only where the spec's own type has it.
      const visit = { actor: actor as ActorFor<Needs>, input: parsed.data, request }
      const done = await actInTransaction(db, spec, visit)
      if (done.kind === 'failed') return refuse(done.failure, spec.messages[done.failure])
      if (done.kind !== 'done') return refuseAtDoor('not-found')
      log.info({ action: spec.name, requestId, actorId: actor?.accountId }, 'action done')
      const { scoped, value } = done
      const context = { actor: visit.actor, input: visit.input, scoped, value, requestId }
      const { afterwards } = spec
      const reply = { ok: true as const, value, requestId }
      return afterwards ? { reply, afterwards: () => afterwards(context) } : { reply }
    })
  } catch (error) {
    return refuseAtDoor(describeFailure(error), error)
  }
}

/** Denied before anything was looked up: this permission is held in no project at all. */
async function recordNowhere(
  db: Database,
  action: string,
  actor: Actor,
  request: DoorRequest,
): Promise<void> {
  await recordDenied(db, {
    action,
    actorId: actor.accountId,
    deviceId: actor.deviceId,
    address: request.address,
    details: {},
    requestId: request.requestId,
  })
}
