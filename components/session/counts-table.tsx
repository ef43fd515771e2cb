import { Count } from '#components/ui/count.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CountPoint } from '#lib/live/model.ts'

const SHOWN = 200

/** The numbers of the chart, newest first. */
export function CountsTable({ points }: { points: readonly CountPoint[] }) {
  const shown = points.slice(-SHOWN).reverse()
  return (
    <ScrollRegion label="Counts as a table" className="min-h-0 flex-1 pb-3">
      <table className="tn w-full text-xs">
        <thead className="sticky top-0 bg-canvas text-ink-3">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              From
            </th>
            <th scope="col" className="text-right font-normal">
              Connections
            </th>
            <th scope="col" className="text-right font-normal">
              Subscribers
            </th>
            <th scope="col" className="text-right font-normal">
              Publishers
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <tr key={point.at} className="border-t">
              <td className="py-1 text-ink-2">
                <Time at={point.at} seconds />
              </td>
              <td className="text-right">
                <Count value={point.connections} />
              </td>
              <td className="text-right">
                <Count value={point.subscribers} />
              </td>
              <td className="text-right">
                <Count value={point.publishers} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
