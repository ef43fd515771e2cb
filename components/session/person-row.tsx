'use client'
import { clsx } from 'clsx'
import { Flag, KeyRound, MicOff } from 'lucide-react'
import { RunningTime } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { FLAG_WORDS } from './flag-words.ts'
import type { Person } from './group-people.ts'
import { OutcomeLine } from './outcome-line.tsx'
import { outcomeFor, prominence, type ShownAction } from './shown-action.ts'

export type PersonRowProps = {
  id: string
  person: Person
  chosen: boolean
  mine: boolean
  muted: boolean
  last: ShownAction | null
  onChoose: () => void
}

/** One person: who, what is being done to them or what they are, flags, and for how long they have been here. */
export function PersonRow({ id, person, chosen, mine, muted, last, onChoose }: PersonRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys; an option takes no focus of its own.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onMouseDown={(event) => event.preventDefault()} // focus stays with the list, which has the keys
      onClick={onChoose}
      className={clsx(
        'grid h-full grid-cols-[20px_minmax(0,1fr)_auto_44px] items-center gap-[9px] px-3.5 max-sm:grid-cols-[32px_minmax(0,1fr)_auto_auto] max-sm:gap-3 max-sm:px-3',
        chosen ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className="contents max-sm:[&>span]:size-8 max-sm:[&>span]:text-xs">
        <Avatar name={person.name ?? '?'} mine={mine} />
      </span>
      <span className="min-w-0">
        <span
          className={clsx(
            'flex text-[0.78125rem] leading-[18px] max-sm:text-sm',
            person.kind === 'publisher' && 'font-medium',
            person.left && 'text-ink-2 line-through',
          )}
        >
          <PersonName name={person.name} fallback="Unknown" />
        </span>
        <SecondLine person={person} last={last} chosen={chosen} muted={muted} />
      </span>
      <span className="inline-flex items-center gap-1">
        {person.flags.length > 0 && <Flags person={person} />}
        {muted && <MicOff role="img" aria-label="Microphone off" className="size-3 text-ink-3" />}
      </span>
      <span className="tn text-right text-ink-3 text-xs">
        {person.left ? 'Left' : person.since && <RunningTime since={person.since} />}
      </span>
    </div>
  )
}

function SecondLine({
  person,
  last,
  chosen,
  muted,
}: {
  person: Person
  last: ShownAction | null
  chosen: boolean
  muted: boolean
}) {
  const now = useNow()
  const outcome = last && !last.dismissed ? outcomeFor(last, person) : null
  if (last && outcome && prominence(outcome, now) !== 'gone')
    return <OutcomeLine action={last} outcome={outcome} className="flex w-full text-[0.71875rem] leading-4" />
  return (
    <span className={clsx('block truncate text-[0.71875rem] text-ink-3 leading-4', !chosen && 'sm:hidden')}>
      {describePerson(person, muted)}
    </span>
  )
}

function describePerson(person: Person, muted: boolean): string {
  if (person.left) return 'Has left'
  if (person.kind === 'watcher') return 'Watches, in no count'
  if (person.kind === 'subscriber') return 'Subscriber'
  const what = person.streams.some(({ videoType }) => videoType === 'screen')
    ? 'Publisher, shares a screen'
    : 'Publisher'
  return muted ? `${what}, microphone off` : what
}

function Flags({ person }: { person: Person }) {
  return person.flags.map((flag) => (
    <span key={flag} title={FLAG_WORDS[flag]}>
      <Badge tone="alert">
        {flag === 'grantReused' ? <KeyRound aria-hidden="true" /> : <Flag aria-hidden="true" />}
        <span className="sr-only">{FLAG_WORDS[flag]}</span>
        <span aria-hidden="true">{flag === 'grantReused' ? '2' : '1'}</span>
      </Badge>
    </span>
  ))
}
