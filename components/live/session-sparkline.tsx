'use client'
import { useMemo } from 'react'
import type { LivePoint } from '#components/feed/live-line.ts'
import { Sparkline } from '#components/ui/sparkline.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { resample } from './resample.ts'

const WINDOW = { windowMs: 15 * 60_000, steps: 24 }

/** Connections over the last quarter of an hour. */
export function SessionSparkline({
  points,
  width,
  height,
}: {
  points: readonly LivePoint[]
  width?: number
  height?: number
}) {
  const now = useNow(30_000)
  const values = useMemo(
    () => resample(points, ({ connections }) => connections, { ...WINDOW, now: now + 30_000 }),
    [points, now],
  )
  return <Sparkline values={values} {...(width && height ? { width, height } : {})} />
}
