/** The outcome of something that may be refused. Exceptions are for what cannot happen. */
export type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; failure: Failure }

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function fail<const Failure>(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure }
}
