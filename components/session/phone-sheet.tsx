'use client'
import { clsx } from 'clsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { ActionBarProps } from './action-bar.tsx'
import { LastOutcome } from './last-outcome.tsx'
import { hindrance, VERBS } from './verbs.ts'

/** On a phone: the person chosen, what became of the last act, and the four verbs under the thumb. */
export function PhoneSheet({ person, rights, last, onVerb, onAgain, onDismiss }: ActionBarProps) {
  const verbs = VERBS.filter(({ permission }) => rights.has(permission))
  if (!person || verbs.length === 0) return null
  return (
    <section
      aria-label="Act on the chosen person"
      className="relative z-10 flex-none rounded-t-[14px] border-t border-line-2 bg-overlay px-3 pt-3 pb-[max(1.375rem,env(safe-area-inset-bottom))] shadow-[0_-12px_32px_rgb(0_0_0/0.35)] sm:hidden"
    >
      <div className="mb-2.5 flex min-h-6 items-center gap-2">
        <span className="flex min-w-0 flex-1 font-semibold text-base">
          <PersonName name={person.name} fallback="Unknown" />
          {person.left && <span className="ml-1.5 flex-none font-normal text-ink-2">has left</span>}
        </span>
        {last && <LastOutcome action={last} person={person} onAgain={onAgain} onDismiss={onDismiss} />}
      </div>
      <div className="flex gap-2">
        {verbs.map(({ kind, label, icon: Icon }) => (
          <button
            key={kind}
            type="button"
            disabled={hindrance(kind, person) !== null}
            onClick={() => onVerb(kind)}
            className={clsx(
              'grid h-15 flex-1 content-center justify-items-center gap-1 rounded-[10px] font-medium text-xs',
              kind === 'disconnect' ? 'bg-danger text-on-danger' : 'bg-raised text-ink',
            )}
          >
            <Icon aria-hidden="true" className="size-5" strokeWidth={1.6} />
            {label}
          </button>
        ))}
      </div>
    </section>
  )
}
