import type uPlot from 'uplot'
import type { CountSeries } from './count-series.ts'

export type Marker = { at: number; tone: 'confirmed' | 'failed' | 'recording' | 'alert' }

/** Uppermost grid line: the least number that four lines divide evenly and that leaves the highest count below it. */
export function ceiling(highest: number): number {
  const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000]
  const step = steps.find((size) => size * 4 >= highest * 1.05) ?? Math.ceil(highest / 4)
  return step * 4
}

/** How the counts are drawn: stepped lines from zero, told apart by dash as well as by colour; markers as dotted verticals. */
export function plotOptions(
  make: typeof uPlot,
  {
    width,
    height,
    markers,
    colour,
  }: Size & { markers: readonly Marker[]; colour: (token: string) => string },
): uPlot.Options {
  const stepped = make.paths.stepped?.({ align: 1 })
  const line = (token: string, dash?: number[]): uPlot.Series => ({
    stroke: colour(token),
    width: 1.5,
    points: { show: false },
    spanGaps: false,
    ...(stepped && { paths: stepped }),
    ...(dash && { dash }),
  })
  const axis = { stroke: colour('ink-3'), font: '10.5px Geist, sans-serif', ticks: { show: false } }
  return {
    width,
    height,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _low, high) => [0, ceiling(high ?? 0)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        gap: 4,
        values: (_plot, splits, _axis, _space, step) => splits.map(step < 60 ? exactTime : clockTime),
        space: 90,
      },
      {
        ...axis,
        grid: { stroke: colour('line'), width: 1 },
        size: 30,
        gap: 6,
        splits: (_plot, _axis, _low, high) => [0, 1, 2, 3, 4].map((part) => (high / 4) * part),
      },
    ],
    series: [{}, line('series-1'), line('series-2', [4, 2.5]), line('series-3')],
    hooks: { draw: [(plot) => drawMarkers(plot, markers, colour)] },
  }
}

type Size = { width: number; height: number }

export function plotData(series: CountSeries): uPlot.AlignedData {
  return [series.at, series.connections, series.subscribers, series.publishers]
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const EXACT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const clockTime = (seconds: number): string => CLOCK.format(seconds * 1000)
const exactTime = (seconds: number): string => EXACT.format(seconds * 1000)

function drawMarkers(plot: uPlot, markers: readonly Marker[], colour: (token: string) => string): void {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  ctx.save()
  for (const { at, tone } of markers) {
    const x = Math.round(plot.valToPos(at, 'x', true))
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.strokeStyle = ctx.fillStyle = colour(tone)
    ctx.lineWidth = ratio
    ctx.setLineDash([2 * ratio, 3 * ratio])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.beginPath()
    ctx.arc(x, bbox.top, 3 * ratio, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.restore()
}
