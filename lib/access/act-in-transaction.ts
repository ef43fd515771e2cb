import 'server-only'
import type { z } from 'zod'
import { type AuditPhase, recordAudit } from '#lib/audit/record-audit.ts'
import type { Database, Tx } from '#lib/system/database.ts'
import { ok, type Result } from '#lib/system/result.ts'
import type { ActionSpec, ActorFor, Scoped } from './action-spec.ts'
import type { Actor } from './actor.ts'
import type { Needed } from './anyone.ts'
import { isDeadlock } from './describe-failure.ts'
import type { DoorRequest } from './door-request.ts'
import { mayTouch } from './may-touch.ts'

/** Shorter than the time in which a door answers: what the database gave up is known to be undone. */
const LIMITS = { maxWait: 2_500, timeout: 7_000 }
const ATTEMPTS = 3

export type Visit<Needs, Schema extends z.ZodType> = {
  actor: ActorFor<Needs>
  input: z.output<Schema>
  request: DoorRequest
}

export type Done<Target, Value, Failure> =
  | { kind: 'done'; scoped: Target; value: Value }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'denied' }
  | { kind: 'absent' }

/** Thrown to undo what a rule did before it found that it must refuse. */
class Undo<Target, Failure> extends Error {
  readonly scoped: Target
  readonly failure: Failure
  constructor(scoped: Target, failure: Failure) {
    super('undone')
    this.scoped = scoped
    this.failure = failure
  }
}

/**
 * Scope, permission, record, rule: one transaction. A refusal by the rule undoes what the rule did, and is put on the record
 * in a transaction of its own: an ask and its outcome, as for a success.
 */
export async function actInTransaction<
  Needs extends Needed,
  Schema extends z.ZodType,
  Target extends Scoped,
  Value,
  Failure extends string,
  Prepared,
>(
  db: Database,
  spec: ActionSpec<Needs, Schema, Target, Value, Failure, Prepared>,
  visit: Visit<Needs, Schema>,
): Promise<Done<Target, Value, Failure>> {
  // `undefined` is what a spec without `prepare` has as its type.
  const prepared: Result<Prepared, Failure> = (await spec.prepare?.(visit)) ?? ok(undefined as Prepared)
  try {
    return await retryDeadlocks(() => db.$transaction((tx) => act(tx, spec, visit, prepared), LIMITS))
  } catch (error) {
    if (!(error instanceof Undo)) throw error
    const { scoped, failure } = error as Undo<Target, Failure> // thrown below, of this very action
    await db.$transaction(async (tx) => {
      await record(tx, spec, visit, scoped, 'ask')
      await record(tx, spec, visit, scoped, 'outcome', { outcome: 'refused', failure })
    }, LIMITS)
    return { kind: 'failed', failure }
  }
}

async function act<
  Needs extends Needed,
  Schema extends z.ZodType,
  Target extends Scoped,
  Value,
  Failure extends string,
  Prepared,
>(
  tx: Tx,
  spec: ActionSpec<Needs, Schema, Target, Value, Failure, Prepared>,
  visit: Visit<Needs, Schema>,
  prepared: Result<Prepared, Failure>,
): Promise<Done<Target, Value, Failure>> {
  const scoped = await spec.scope(tx, visit.input, visit.actor)
  if (scoped === null) return { kind: 'absent' }
  if (!mayTouch(visit.actor, spec.permission, scoped)) {
    await record(tx, spec, visit, scoped, 'denied')
    return { kind: 'denied' }
  }
  await record(tx, spec, visit, scoped, 'ask')
  if (!prepared.ok) {
    // Nothing was done that had to be undone: whoever guesses a hundred times at once costs one transaction each.
    await record(tx, spec, visit, scoped, 'outcome', { outcome: 'refused', failure: prepared.failure })
    return { kind: 'failed', failure: prepared.failure }
  }
  const { requestId } = visit.request
  const result = await spec.run({ ...visit, scoped, prepared: prepared.value, tx, requestId })
  if (!result.ok) throw new Undo(scoped, result.failure)
  if (!settlesLater(result.value)) await record(tx, spec, visit, scoped, 'outcome', { outcome: 'done' })
  return { kind: 'done', scoped, value: result.value }
}

/** Whether an Action row was made, which gets its outcome (and that its entry) from what the platform shows. */
function settlesLater(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'actionId' in value
}

async function record<Needs, Schema extends z.ZodType, Target extends Scoped>(
  tx: Tx,
  spec: Pick<ActionSpec<Needed, Schema, Target, unknown, string>, 'name' | 'audit'>,
  visit: Visit<Needs, Schema>,
  scoped: Target,
  phase: AuditPhase,
  more: Record<string, unknown> = {},
): Promise<void> {
  if (spec.audit === 'none') return
  const actor: Actor | null = visit.actor
  const { details, ...facts } = spec.audit(visit.input, scoped)
  await recordAudit(tx, {
    phase,
    action: spec.name,
    actorId: actor?.accountId ?? null,
    deviceId: actor?.deviceId ?? null,
    address: visit.request.address,
    projectId: scoped.projectId,
    ...facts,
    details: { ...details, ...more },
    requestId: visit.request.requestId,
  })
}

async function retryDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) throw error
    }
  }
}
