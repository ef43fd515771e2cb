'use client'
import { Hourglass } from 'lucide-react'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RetentionPreview } from '#lib/retention/model.ts'
import { previewWords } from './retention-words.ts'

/** What a change would delete: how many, how much, which first. */
export function PreviewNote({ preview }: { preview: RetentionPreview }) {
  const { recordings, first } = preview
  return (
    <div role="status" className="grid gap-2 rounded-md border p-3">
      <p className={recordings > 0 ? 'flex items-center gap-2 font-medium text-alert' : 'text-ink-2'}>
        {recordings > 0 && <Hourglass aria-hidden="true" className="size-3.5 flex-none" />}
        {previewWords(preview)}
      </p>
      {first.length > 0 && (
        <>
          <p className="text-ink-2 text-xs">First of them:</p>
          <ul className="grid gap-1">
            {first.map(({ archiveId, sessionName, projectName, recordedAt }) => (
              <li key={archiveId} className="flex min-w-0 gap-2">
                <PersonName name={sessionName} fallback="Session without a name" className="min-w-0 flex-1" />
                <PersonName name={projectName} className="text-ink-2" />
                <span className="flex-none text-ink-2">
                  <Time at={recordedAt} long />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
