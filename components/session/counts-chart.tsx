'use client'
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import { useTheme } from '#components/ui/use-theme.ts'
import type { CountSeries } from './count-series.ts'
import { type Marker, plotData, plotOptions } from './counts-plot.ts'

/** Counts over time as stepped lines. The same numbers stand in a table for those who do not see it. */
export function CountsChart({ series, markers }: { series: CountSeries; markers: readonly Marker[] }) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef({ series, markers })
  latest.current = { series, markers }
  const [theme] = useTheme()

  // biome-ignore lint/correctness/useExhaustiveDependencies: a canvas takes its colours once, so a new theme is a new chart.
  useEffect(() => {
    const element = box.current
    if (!element) return
    let over = false
    const size = () => ({ width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) })
    const sized = new ResizeObserver(() => plot.current?.setSize(size()))
    void import('uplot').then(({ default: UPlot }) => {
      if (over) return
      const options = plotOptions(UPlot, { ...size(), markers: latest.current.markers, colour })
      plot.current = new UPlot(options, plotData(latest.current.series), element)
      sized.observe(element)
    })
    return () => {
      over = true
      sized.disconnect()
      plot.current?.destroy()
      plot.current = null
    }
  }, [theme, markers])

  useEffect(() => plot.current?.setData(plotData(series)), [series])

  return (
    <div
      ref={box}
      role="img"
      aria-label="Connections, subscribers and publishers over time"
      className="min-h-0 min-w-0 flex-1 overflow-hidden"
    />
  )
}

/** A token's present value: a canvas does not know CSS variables. */
const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--color-${token}`).trim()
