'use client'
import { MailOpen } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import type { LetterView } from '#lib/people/model.ts'

const LINK = /(https?:\/\/\S+\/(?:link\/|requests[/?])\S+)/

/** The demo's letters. A link in one of them can be opened from here. */
export function OutboxList({ letters }: { letters: readonly LetterView[] }) {
  if (letters.length === 0)
    return (
      <EmptyState icon={<MailOpen aria-hidden="true" />} title="No letters">
        Invites, new passwords and notices appear here. With a mail server set, they are sent instead.
      </EmptyState>
    )
  return (
    <ul className="divide-y">
      {letters.map(({ id, to, subject, text, at }) => (
        <li key={id} className="grid gap-1 px-4 py-3">
          <span className="flex gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{subject}</span>
            <span className="text-ink-2 text-xs">
              <Time at={at} />
            </span>
          </span>
          <span className="truncate text-ink-2 text-xs">To {to}</span>
          <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">
            {text.split(LINK).map((part) =>
              LINK.test(part) ? (
                <a key={part} href={part} className="text-accent underline">
                  {part}
                </a>
              ) : (
                part
              ),
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
