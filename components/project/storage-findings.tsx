import { TriangleAlert } from 'lucide-react'
import type { StorageFindings } from '#lib/custody/model.ts'
import { FINDING_WORDS } from '#lib/custody/storage-words.ts'

/** What is not as it should be, each with what to do. */
export function StorageFindingList({ findings }: { findings: StorageFindings }) {
  if (findings.length === 0) return null
  return (
    <ul className="grid gap-1">
      {findings.map(({ finding }) => (
        <li key={finding} className="flex items-start gap-1.5 text-alert">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
          <span className="min-w-0">{FINDING_WORDS[finding]}</span>
        </li>
      ))}
    </ul>
  )
}
