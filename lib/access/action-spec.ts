import 'server-only'
import type { z } from 'zod'
import type { Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'
import type { Actor } from './actor.ts'
import type { Anyone, Needed } from './anyone.ts'
import type { DoorRequest } from './door-request.ts'

/** Where a thing lies; null for what belongs to no project: then the permission must be held everywhere. */
export type Scoped = { projectId: string | null }

/** What the record says of it; never a secret. */
export type AuditFacts = {
  subject?: string | null | undefined
  sessionId?: string | null | undefined
  reason?: string | null | undefined
  details?: Record<string, unknown> | undefined
}

/** Behind a door for everyone there may be nobody; behind all others there is always somebody. */
export type ActorFor<Needs> = Needs extends Anyone ? Actor | null : Actor

export type ActionSpec<
  Needs extends Needed,
  Schema extends z.ZodType,
  Target extends Scoped,
  Value,
  Failure extends string,
  Prepared = undefined,
> = {
  /** Its name on the record, a permission's or like one: participant.remove. */
  readonly name: string
  readonly permission: Needs
  readonly input: Schema
  /** For what could do harm in a minute at an unlocked screen: they must have shown who they are a moment ago. */
  readonly confirmed?: true
  /** May be done while looking around as another role: only what ends that. */
  readonly whileSeeingAs?: true
  /**
   * What takes long and changes nothing (a password's hash, a question to the platform): before the transaction, whose locks
   * nobody else should wait for. A failure is on the record like the rule's own.
   */
  readonly prepare?: (context: {
    actor: ActorFor<Needs>
    input: z.output<Schema>
    request: DoorRequest
  }) => Promise<Result<Prepared, Failure>>
  /**
   * Finds what is acted upon, null when there is no such thing. Rows that `run` will change are locked here, because the
   * audit chain's lock is taken right after (see recordAudit for the order).
   */
  readonly scope: (tx: Tx, input: z.output<Schema>, actor: ActorFor<Needs>) => Promise<Target | null>
  /** 'none' only for a question that changes nothing of anybody's. */
  readonly audit: 'none' | ((input: z.output<Schema>, scoped: Target) => AuditFacts)
  /**
   * The rule itself, in one transaction with its audit entries. A failure undoes all it did. A value with an `actionId`
   * says that an Action row was made, whose outcome goes on the record when it settles; else the outcome is recorded now.
   */
  readonly run: (context: {
    actor: ActorFor<Needs>
    input: z.output<Schema>
    scoped: Target
    prepared: Prepared
    tx: Tx
    request: DoorRequest
    requestId: string
  }) => Promise<Result<Value, Failure>>
  /** After the commit and the reply, for at most 15 s: where the platform is called. Errors are logged, never thrown. */
  readonly afterwards?: (context: {
    actor: ActorFor<Needs>
    input: z.output<Schema>
    scoped: Target
    value: Value
    requestId: string
  }) => Promise<void>
  /** Public words for each failure; one without words does not compile. */
  readonly messages: Record<Failure, string>
}
