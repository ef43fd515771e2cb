import { formatBytes, formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RetentionPreview } from '#lib/retention/model.ts'
import { recordingsWords } from './retention-words.ts'

/** What a change of rules would delete that goes on being kept without it: how many, how much, the first of them. */
export function PreviewList({ preview: { count, bytes, atOnce, first } }: { preview: RetentionPreview }) {
  if (count === 0)
    return (
      <p role="status" className="rounded-md bg-raised px-3 py-2">
        Within 30 days this deletes nothing that is kept now.
      </p>
    )
  return (
    <section aria-label="What would go" className="grid gap-2 rounded-md bg-raised px-3 py-2">
      <p role="status" className="font-medium">
        {recordingsWords(count)} ({formatBytes(bytes)}) would be deleted within 30 days,{' '}
        {atOnce === 0 ? 'none' : formatCount(atOnce)} of them within the hour.
      </p>
      <ul className="grid gap-1 text-ink-2 text-xs">
        {first.map(({ archiveId, sessionName, projectName, recordedAt, dueAt }) => (
          <li key={archiveId} className="flex min-w-0 flex-wrap gap-x-2">
            <PersonName name={sessionName} fallback="Session without a name" className="text-ink" />
            <PersonName name={projectName} />
            <span>
              recorded <Time at={recordedAt} long />, goes <Time at={dueAt} long />
            </span>
          </li>
        ))}
      </ul>
      {count > first.length && (
        <p className="text-ink-2 text-xs">and {formatCount(count - first.length)} more</p>
      )}
    </section>
  )
}
