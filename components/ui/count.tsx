import { formatCount } from './format.ts'

/** A count with its thousands mark, in figures of one width. */
export function Count({ value }: { value: number }) {
  return <span className="tn">{formatCount(value)}</span>
}
