/**
 * One value per process under a name. The framework bundles a module more than once (routes, instrumentation), so a
 * plain module variable would exist several times: a second pool, a second listener.
 */
export function onceInProcess<T>(name: string, make: () => T): T {
  const store = globalThis as typeof globalThis & { __gavel?: Map<string, unknown> }
  store.__gavel ??= new Map()
  if (!store.__gavel.has(name)) store.__gavel.set(name, make())
  // Stored under this name by the line above, by the same `make`.
  return store.__gavel.get(name) as T
}
