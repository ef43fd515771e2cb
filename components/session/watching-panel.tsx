'use client'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Count } from '#components/ui/count.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { WatcherView } from '#lib/live/model.ts'
import type { Me } from './session-rights.ts'

/** Colleagues who watch this session, and what participants can know of that. */
export function WatchingPanel({
  watching,
  me,
  listening,
}: {
  watching: readonly WatcherView[]
  me: Me
  /** Whom the reader hears; hostile text. */
  listening: string | null
}) {
  return (
    <section aria-label="Watching" className="border-t pt-2.5">
      <div className="mb-2 flex items-center">
        <h2 className="flex-1 font-[550]">Watching</h2>
        <span className="text-ink-3 text-xs">
          <Count value={watching.length} />
        </span>
      </div>
      <ul>
        {watching.map(({ connectionId, accountId, name, since }) => (
          <li
            key={connectionId}
            className="grid h-[38px] grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-[9px] text-xs leading-4"
          >
            <Avatar name={name} mine={accountId === me.accountId} />
            <span className="min-w-0">
              <span className="flex font-medium">
                <PersonName name={name} />
              </span>
              {accountId === me.accountId && (
                <span className="flex gap-1 text-[0.71875rem] text-ink-3">
                  {listening === null ? 'You, sound off' : 'You, hearing'}
                  {listening !== null && <PersonName name={listening} />}
                </span>
              )}
            </span>
            <span className="text-ink-3">
              <Age since={since} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-[0.71875rem] text-ink-3 leading-4">
        Watchers are connections too: left out of these counts, visible to participants’ programs.
      </p>
    </section>
  )
}
