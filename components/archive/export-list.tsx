'use client'
import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ExportView } from '#lib/retention/model.ts'
import { exportFailureWords } from './export-words.ts'

/** Packages that were asked for, the newest first. */
export function ExportList({ exports }: { exports: readonly ExportView[] }) {
  if (exports.length === 0) return null
  return (
    <ul aria-label="Packages" className="grid gap-2">
      {exports.map((one) => (
        <li key={one.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
          <span className="min-w-0">
            <span className="font-medium">{stateWords(one)}</span>
            <span className="block wrap-anywhere text-ink-2 text-xs">
              “{visibleText(one.reason, 300)}”, <PersonName name={one.askedBy} /> <Time at={one.askedAt} />
            </span>
          </span>
          {one.state === 'ready' && (
            <Button asChild size="sm">
              <a href={`/api/exports/${one.id}`} download>
                <Download aria-hidden="true" className="size-3.5" />
                Download
              </a>
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function stateWords({ state, size, failure }: ExportView): string {
  switch (state) {
    case 'making':
      return failure === null ? 'Package being made' : 'Package being made: tried again soon'
    case 'ready':
      return `Package ready${size === null ? '' : `, ${formatBytes(size)}`}`
    case 'failed':
      return `No package: ${exportFailureWords(failure ?? '')}`
    case 'expired':
      return 'Package taken away again'
  }
}
