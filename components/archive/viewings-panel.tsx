'use client'
import { Avatar } from '#components/ui/avatar.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ViewingView } from '#lib/review/model.ts'
import { allParts, viewingWords } from './viewing-words.ts'

/** Who opened a recording, when, and which parts of it they saw. */
export function ViewingsPanel({ viewings }: { viewings: readonly ViewingView[] }) {
  const now = useNow(5_000)
  return (
    <section aria-labelledby="opened" className="border-t px-4 py-3">
      <h2 id="opened" className="mb-1.5 font-[550]">
        Who opened it
      </h2>
      <ul>
        {viewings.map((viewing) => (
          <li
            key={viewing.id}
            className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-2.5 py-1"
          >
            <Avatar name={viewing.name} />
            <PersonName name={viewing.name} className="font-medium" />
            <span className="text-ink-2">
              <Time at={viewing.at} />
            </span>
            <span className="tn col-span-2 col-start-2 text-ink-2 text-xs" title={allParts(viewing.parts)}>
              {viewingWords(viewing, now)}
            </span>
          </li>
        ))}
        {viewings.length === 0 && <li className="text-ink-2">Nobody yet</li>}
      </ul>
    </section>
  )
}
