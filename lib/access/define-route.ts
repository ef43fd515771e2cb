import 'server-only'
import type { z } from 'zod'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { type Database, database, type Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { log } from '#lib/system/log.ts'
import { DOOR_WORDS, type DoorRefusal } from './action-reply.ts'
import type { ActorFor, AuditFacts, Scoped } from './action-spec.ts'
import type { Actor } from './actor.ts'
import { isAnyone, type Needed } from './anyone.ts'
import { describeBadInput } from './describe-bad-input.ts'
import { describeFailure } from './describe-failure.ts'
import { actorOf, type DoorRequest, doorRequest } from './door-request.ts'
import { mayTouch } from './may-touch.ts'
import { mayEnterFrom } from './same-origin.ts'
import { withinTime } from './within-time.ts'

const REPLY_SECONDS = 15

export type RouteSpec<Needs extends Needed, Schema extends z.ZodType, Target> = {
  readonly name: string
  readonly permission: Needs
  /** Shape of `{ params, query }`. A body is the route's own to parse: some must be read as raw bytes. */
  readonly input: Schema
  /** What it is about; null when there is no such thing. Without it the permission must be held somewhere. */
  readonly scope?: (db: Tx, input: z.output<Schema>) => Promise<Target | null>
  /** 'none' for what only reads, or whose rule keeps its own record; else an `event` before anything is answered. */
  readonly audit: 'none' | ((input: z.output<Schema>, scoped: Target) => AuditFacts)
  readonly run: (context: {
    actor: ActorFor<Needs>
    input: z.output<Schema>
    scoped: Target
    request: Request
    address: string | null
    requestId: string
  }) => Promise<Response>
}

type Context = { params: Promise<unknown> }

/** Makes a route handler: the same questions at the door as for an action, and an answer in JSON for each refusal. */
export function defineRoute<
  const Needs extends Needed,
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

async function passRoute<Needs extends Needed, Schema extends z.ZodType, Target extends Scoped>(
  spec: RouteSpec<Needs, Schema, Target>,
  { request, context, door, db }: { request: Request; context: Context; door: DoorRequest; db: Database },
): Promise<Response> {
  const { requestId, address } = door
  const open = isAnyone(spec.permission) ? spec.permission : null
  const refuse = (code: DoorRefusal, message?: string) => {
    log.info({ route: spec.name, requestId, refusal: code }, 'request refused')
    return refusal(code, requestId, message)
  }
  if (!mayEnterFrom(request, env().GAVEL_URL, open)) return refuse('refused-origin')
  const actor = open?.caller === 'machine' ? null : await actorOf(db, door)
  if (actor === null && !open) return refuse('signed-out')

  const query = queryOf(new URL(request.url).searchParams)
  const parsed = spec.input.safeParse({ params: (await context.params) ?? {}, query })
  if (!parsed.success) return refuse('bad-input', describeBadInput(parsed.error))
  const input = parsed.data
  // Without a scope the rule itself selects only what the actor may see; nothing reads this value then.
  const scoped = spec.scope ? await spec.scope(db, input) : ({ projectId: null } as Target)
  if (scoped === null) return refuse('not-found')
  if (!mayTouch(actor, spec.permission, spec.scope ? scoped : 'anywhere')) {
    await recordRoute(db, spec, door, actor, { phase: 'denied', input, scoped })
    return refuse('not-found')
  }
  if (spec.audit !== 'none') await recordRoute(db, spec, door, actor, { phase: 'event', input, scoped })
  // `null` gets here only where the spec's own type has it.
  const response = await spec.run({
    actor: actor as ActorFor<Needs>,
    input,
    scoped,
    request,
    address,
    requestId,
  })
  return marked(response, requestId)
}

async function recordRoute<Needs extends Needed, Schema extends z.ZodType, Target extends Scoped>(
  db: Database,
  spec: RouteSpec<Needs, Schema, Target>,
  door: DoorRequest,
  actor: Actor | null,
  { phase, input, scoped }: { phase: 'denied' | 'event'; input: z.output<Schema>; scoped: Target },
): Promise<void> {
  const { details, ...facts }: AuditFacts = spec.audit === 'none' ? {} : spec.audit(input, scoped)
  await recordAlone(db, {
    phase,
    action: spec.name,
    actorId: actor?.accountId ?? null,
    deviceId: actor?.deviceId ?? null,
    address: door.address,
    projectId: scoped.projectId,
    ...facts,
    details: details ?? {},
    requestId: door.requestId,
  })
}

const STATUS: Record<DoorRefusal, number> = {
  'signed-out': 401,
  'confirm-yourself': 403,
  'read-only': 403,
  'refused-origin': 403,
  'not-found': 404,
  'bad-input': 400,
  'too-slow': 504,
  unavailable: 503,
}

function refusal(code: DoorRefusal, requestId: string, message = DOOR_WORDS[code]): Response {
  const headers: HeadersInit = STATUS[code] >= 500 ? { 'Retry-After': '2' } : {}
  return marked(Response.json({ code, message, requestId }, { status: STATUS[code], headers }), requestId)
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
