import type { PieceView } from '#lib/review/model.ts'

/** A file of one stream: at which second of the recording it begins, and from when until when it is to be seen. */
export type Place = { from: number; shown: readonly [from: number, to: number]; stream: number }

/** Seconds: so long a stream takes to get going, or ends before the recording is stopped. */
const EDGE = 1

/**
 * The place of a file in a recording of this length. One that is there all but from the beginning is seen at the beginning, and at
 * the end alike: else everybody would have to look at nothing first.
 */
export function placeOf(
  { fromMs, toMs }: Pick<PieceView, 'fromMs' | 'toMs'>,
  stream: number,
  length: number,
): Place {
  const [from, to] = [fromMs / 1_000, toMs / 1_000]
  return {
    from,
    shown: [from <= EDGE ? 0 : from, to >= length - EDGE ? Number.POSITIVE_INFINITY : to],
    stream,
  }
}

export const isShown = ({ shown: [from, to] }: Place, second: number): boolean =>
  second >= from && second < to
