import { linePath } from './line-path.ts'

/** Counts over the last minutes, oldest first: one grey line on its own scale, its last point dotted. Decoration beside a number. */
export function Sparkline({
  values,
  width = 56,
  height = 16,
}: {
  values: readonly (number | null)[]
  width?: number
  height?: number
}) {
  const { path, end } = linePath(values, width - 3, height - 4)
  if (!end) return <svg width={width} height={height} aria-hidden="true" className="flex-none" />
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 -2 ${width} ${height}`}
      aria-hidden="true"
      className="flex-none"
    >
      <path d={path} fill="none" stroke="var(--color-ink-3)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={end.x} cy={end.y} r="1.75" fill="var(--color-ink)" />
    </svg>
  )
}
