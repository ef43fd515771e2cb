import 'server-only'
import type { z } from 'zod'
import { recordAlone, recordDenied } from '#lib/audit/record-alone.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { log } from '#lib/system/log.ts'
import { DOOR_STATUS, DOOR_WORDS, type DoorRefusal } from './action-reply.ts'
import type { ActorFor, AuditFacts, Scoped } from './action-spec.ts'
import type { Actor, Where } from './actor.ts'
import { isAnyone, isForKeys, type KeyNeeded, type Needed } from './anyone.ts'
import { describeBadInput } from './describe-bad-input.ts'
import { describeFailure } from './describe-failure.ts'
import { actorOf, type DoorRequest, doorRequest } from './door-request.ts'
import type { KeyCaller } from './key-caller.ts'
import { mayTouch } from './may-touch.ts'
import { passKey } from './pass-key.ts'
import { mayEnterFrom } from './same-origin.ts'
import { withinTime } from './within-time.ts'

const REPLY_SECONDS = 15

/** Who calls: somebody in a browser, or a program with a key and where that key reaches. */
type CallerFor<Needs> = Needs extends KeyNeeded
  ? { key: KeyCaller; where: Where }
  : { actor: ActorFor<Needs> }

export type RouteSpec<Needs extends Needed | KeyNeeded, Schema extends z.ZodType, Target> = {
  readonly name: string
  readonly permission: Needs
  /** Shape of `{ params, query }`. A body is the route's own to parse: some must be read as raw bytes. */
  readonly input: Schema
  /** What it is about; null when there is no such thing. Without it the permission must be held somewhere. */
  readonly scope?: (db: Tx, input: z.output<Schema>) => Promise<Target | null>
  /** 'none' for what only reads, or whose rule keeps its own record; else an `event` before anything is answered. */
  readonly audit: 'none' | ((input: z.output<Schema>, scoped: Target) => AuditFacts)
  readonly run: (
    context: CallerFor<Needs> & {
      input: z.output<Schema>
      scoped: Target
      request: Request
      address: string | null
      requestId: string
    },
  ) => Promise<Response>
}

type Context = { params: Promise<unknown> }

/** Makes a route handler: the same questions at the door as for an action, and an answer in JSON for each refusal. */
export function defineRoute<
  const Needs extends Needed | KeyNeeded,
  Schema extends z.ZodType,
  Target extends Scoped = Scoped,
>(spec: RouteSpec<Needs, Schema, Target>): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const door = await doorRequest()
    const db = database()
    try {
      return await withinTime(REPLY_SECONDS, () => passRoute(spec, { request, context, door, db }))
    } catch (error) {
      const code = describeFailure(error)
      log.error({ route: spec.name, requestId: door.requestId, refusal: code, error }, 'route broke')
      return refusal(code, door.requestId)
    }
  }
}

async function passRoute<Needs extends Needed | KeyNeeded, Schema extends z.ZodType, Target extends Scoped>(
  spec: RouteSpec<Needs, Schema, Target>,
  { request, context, door, db }: { request: Request; context: Context; door: DoorRequest; db: Database },
): Promise<Response> {
  const { requestId, address } = door
  const { permission } = spec
  const refuse = (code: DoorRefusal, message?: string, headers?: Record<string, string>) => {
    log.info({ route: spec.name, requestId, refusal: code }, 'request refused')
    return refusal(code, requestId, message, headers)
  }
  const caller = await askWho(permission, request, door, db)
  if (caller.kind === 'refused') return refuse(caller.code, undefined, caller.headers)

  const query = queryOf(new URL(request.url).searchParams)
  const parsed = spec.input.safeParse({ params: (await context.params) ?? {}, query })
  if (!parsed.success) return refuse('bad-input', describeBadInput(parsed.error))
  const input = parsed.data
  // Without a scope the rule itself selects only what the caller may see; nothing reads this value then.
  const scoped = spec.scope ? await spec.scope(db, input) : ({ projectId: null } as Target)
  if (scoped === null) return refuse('not-found')
  const actor = caller.kind === 'somebody' ? caller.actor : null
  if (!mayReach(permission, caller, spec.scope ? scoped : 'anywhere')) {
    await recordRoute(db, spec, door, actor, { phase: 'denied', input, scoped })
    return refuse('not-found')
  }
  if (spec.audit !== 'none') await recordRoute(db, spec, door, actor, { phase: 'event', input, scoped })
  const who = caller.kind === 'program' ? { key: caller.key, where: caller.where } : { actor }
  // Who was asked for is who is there: by the same permission that this type is taken from.
  const response = await spec.run({
    ...(who as CallerFor<Needs>),
    input,
    scoped,
    request,
    address,
    requestId,
  })
  return marked(response, requestId)
}

type Caller =
  | { kind: 'somebody'; actor: Actor | null }
  | { kind: 'program'; key: KeyCaller; where: Where }
  | { kind: 'refused'; code: DoorRefusal; headers?: Record<string, string> }

/** Of a program neither cookie nor origin is looked at, of a browser no key. */
async function askWho(
  permission: Needed | KeyNeeded,
  request: Request,
  door: DoorRequest,
  db: Database,
): Promise<Caller> {
  if (isForKeys(permission)) {
    const passed = await passKey(db, permission, request.headers.get('authorization'))
    return passed.kind === 'refused' ? passed : { ...passed, kind: 'program' }
  }
  const open = isAnyone(permission) ? permission : null
  if (!mayEnterFrom(request, env().GAVEL_URL, open)) return { kind: 'refused', code: 'refused-origin' }
  const actor = open?.caller === 'machine' ? null : await actorOf(db, door)
  return actor === null && !open ? { kind: 'refused', code: 'signed-out' } : { kind: 'somebody', actor }
}

function mayReach(permission: Needed | KeyNeeded, caller: Caller, scoped: Scoped | 'anywhere'): boolean {
  if (caller.kind === 'somebody') return !isForKeys(permission) && mayTouch(caller.actor, permission, scoped)
  if (caller.kind === 'refused') return false
  if (scoped === 'anywhere' || caller.where === 'everywhere') return true
  return scoped.projectId !== null && caller.where.has(scoped.projectId)
}

async function recordRoute<Needs extends Needed | KeyNeeded, Schema extends z.ZodType, Target extends Scoped>(
  db: Database,
  spec: RouteSpec<Needs, Schema, Target>,
  door: DoorRequest,
  actor: Actor | null,
  { phase, input, scoped }: { phase: 'denied' | 'event'; input: z.output<Schema>; scoped: Target },
): Promise<void> {
  const { details, ...facts }: AuditFacts = spec.audit === 'none' ? {} : spec.audit(input, scoped)
  const entry = {
    action: spec.name,
    actorId: actor?.accountId ?? null,
    deviceId: actor?.deviceId ?? null,
    address: door.address,
    projectId: scoped.projectId,
    ...facts,
    details: details ?? {},
    requestId: door.requestId,
  }
  await (phase === 'denied' ? recordDenied(db, entry) : recordAlone(db, { phase, ...entry }))
}

function refusal(
  code: DoorRefusal,
  requestId: string,
  message = DOOR_WORDS[code],
  more: Record<string, string> = {},
): Response {
  const headers = { ...(DOOR_STATUS[code] >= 500 ? { 'Retry-After': '2' } : {}), ...more }
  return marked(
    Response.json({ code, message, requestId }, { status: DOOR_STATUS[code], headers }),
    requestId,
  )
}

/** Every answer has its request's id, and is kept by no cache unless its rule has said otherwise. */
function marked(response: Response, requestId: string): Response {
  response.headers.set('X-Request-Id', requestId)
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store')
  return response
}

/** A key given twice becomes a list, which a schema that expects one text refuses. */
function queryOf(params: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(params.keys())].map((key) => {
      const [first = '', ...more] = params.getAll(key)
      return [key, more.length ? [first, ...more] : first]
    }),
  )
}
