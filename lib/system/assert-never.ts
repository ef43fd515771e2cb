/** Ends a `switch` over a union: a new variant shows every place that must answer it, at compile time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected variant: ${JSON.stringify(value)}`)
}
