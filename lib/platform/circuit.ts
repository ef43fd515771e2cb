/**
 * Leaves a platform in trouble alone for a moment, per project: a caller gets its failure at once and does not wait for
 * another time-out. After the rest one call goes through as a probe: it closes the circuit, or opens it for longer.
 */
export type Circuit = {
  /** Whether a call may be made now. */
  mayPass(): boolean
  succeeded(): void
  /** A time-out weighs double: two of them, one after the other, are eight seconds already. */
  failed(kind: 'timeout' | 'trouble'): void
}

const OPENS_AT = 4
const FIRST_REST_MS = 1_000
const LONGEST_REST_MS = 8_000
/** A probe whose caller has died must not keep the circuit open for ever. */
const PROBE_MS = 10_000

export function createCircuit(
  now: () => number,
  onChange: (state: 'open' | 'closed') => void = () => {},
): Circuit {
  let weight = 0
  let rest = FIRST_REST_MS
  let openUntil: number | null = null
  let probeUntil = 0

  return {
    mayPass() {
      if (openUntil === null) return true
      if (now() < openUntil || now() < probeUntil) return false
      probeUntil = now() + PROBE_MS
      return true
    },
    succeeded() {
      if (openUntil !== null) onChange('closed')
      weight = 0
      rest = FIRST_REST_MS
      openUntil = null
      probeUntil = 0
    },
    failed(kind) {
      weight += kind === 'timeout' ? 2 : 1
      const stillOpen = openUntil !== null && now() < openUntil // calls that were under way when it opened
      if (weight < OPENS_AT || stillOpen) return
      if (openUntil === null) onChange('open')
      openUntil = now() + rest
      rest = Math.min(rest * 2, LONGEST_REST_MS)
      probeUntil = 0
    },
  }
}
