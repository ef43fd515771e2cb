import type { z } from 'zod'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { PlatformFailure } from './model.ts'

type Answered = Result<{ body: unknown }, PlatformFailure>

/** The answer in the shape it must have; anything else is a failure too, not an exception. */
export function readAnswer<Schema extends z.ZodType>(
  answered: Answered,
  schema: Schema,
): Result<z.output<Schema>, PlatformFailure> {
  if (!answered.ok) return answered
  const parsed = schema.safeParse(answered.value.body)
  return parsed.success ? ok(parsed.data) : fail({ code: 'bad-answer' })
}

/** Accepted, whatever the body says. */
export function accepted(answered: Answered): Result<null, PlatformFailure> {
  return answered.ok ? ok(null) : answered
}

/** For calls about one connection, stream or recording: that it is not found means that it has gone. */
export function goneIfNotFound<Value>(
  result: Result<Value, PlatformFailure>,
): Result<Value, PlatformFailure> {
  if (result.ok || result.failure.code !== 'not-found') return result
  return fail({ ...result.failure, code: 'already-gone' })
}
