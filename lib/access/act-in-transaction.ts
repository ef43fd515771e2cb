import 'server-only'
import type { z } from 'zod'
import { recordDenied } from '#lib/audit/record-alone.ts'
import { type AuditPhase, type AuditRecord, recordAudit } from '#lib/audit/record-audit.ts'
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
  | { kind: 'denied'; scoped: Target }
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
    const done = await retryDeadlocks(() => db.$transaction((tx) => act(tx, spec, visit, prepared), LIMITS))
    const denied = done.kind === 'denied' ? factsOf(spec, visit, done.scoped) : null
    if (denied) await recordDenied(db, denied)
    return done
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
  if (!mayTouch(visit.actor, spec.permission, scoped)) return { kind: 'denied', scoped }
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

type Recorded<Schema extends z.ZodType, Target extends Scoped> = Pick<
  ActionSpec<Needed, Schema, Target, unknown, string>,
  'name' | 'audit'
>

async function record<Needs, Schema extends z.ZodType, Target extends Scoped>(
  tx: Tx,
  spec: Recorded<Schema, Target>,
  visit: Visit<Needs, Schema>,
  scoped: Target,
  phase: AuditPhase,
  more: Record<string, unknown> = {},
): Promise<void> {
  const facts = factsOf(spec, visit, scoped)
  if (facts) await recordAudit(tx, { phase, ...facts, details: { ...facts.details, ...more } })
}

/** What the record says of it in every phase; null when it says nothing. */
function factsOf<Needs, Schema extends z.ZodType, Target extends Scoped>(
  spec: Recorded<Schema, Target>,
  visit: Visit<Needs, Schema>,
  scoped: Target,
): Omit<AuditRecord, 'phase'> | null {
  if (spec.audit === 'none') return null
  const actor: Actor | null = visit.actor
  const { details = {}, ...facts } = spec.audit(visit.input, scoped)
  return {
    action: spec.name,
    actorId: actor?.accountId ?? null,
    deviceId: actor?.deviceId ?? null,
    address: visit.request.address,
    projectId: scoped.projectId,
    ...facts,
    details,
    requestId: visit.request.requestId,
  }
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
