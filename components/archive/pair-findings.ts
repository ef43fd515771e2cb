type Placed = { fromMs: number; toMs: number | null }

/** Two moments so near to each other are about the same thing. */
const NEAR_MS = 5_000

/** What two people found, side by side in the order of the recording: what lies at the same place stands in one row. */
export function pairFindings<Finding extends Placed>(
  first: readonly Finding[],
  second: readonly Finding[],
): { first: Finding | null; second: Finding | null }[] {
  const left = [...second]
  const pairs: { first: Finding | null; second: Finding | null }[] = first.map((finding) => {
    const at = left.findIndex((other) => overlap(finding, other))
    return { first: finding, second: at < 0 ? null : (left.splice(at, 1)[0] ?? null) }
  })
  const alone = left.map((finding) => ({ first: null, second: finding }))
  return [...pairs, ...alone].sort((a, b) => beginOf(a) - beginOf(b))
}

function overlap(one: Placed, other: Placed): boolean {
  const end = ({ fromMs, toMs }: Placed) => (toMs ?? fromMs) + NEAR_MS
  return one.fromMs <= end(other) && other.fromMs <= end(one)
}

const beginOf = ({ first, second }: { first: Placed | null; second: Placed | null }): number =>
  Math.min(first?.fromMs ?? Number.POSITIVE_INFINITY, second?.fromMs ?? Number.POSITIVE_INFINITY)
