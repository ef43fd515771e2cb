'use client'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { Person } from './group-people.ts'
import { LastOutcome } from './last-outcome.tsx'
import type { SessionRights } from './session-rights.ts'
import type { ShownAction } from './shown-action.ts'
import { hindrance, VERBS, type VerbKind } from './verbs.ts'

export type ActionBarProps = {
  person: Person | null
  rights: SessionRights
  /** The last thing that was done to this person. */
  last: ShownAction | null
  /** A key was pressed while nobody was chosen. */
  missed?: boolean
  onVerb: (verb: VerbKind) => void
  onAgain: (action: ShownAction) => void
  onDismiss: (id: string) => void
}

/** The person chosen, what can be done with them (each with its key), and how far the last of it got. */
export function ActionBar({
  person,
  rights,
  last,
  missed = false,
  onVerb,
  onAgain,
  onDismiss,
}: ActionBarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Actions on the chosen person"
      className="flex min-h-13 flex-wrap items-center gap-1.5 px-4 py-2.5"
    >
      <Who person={person} missed={missed} />
      {VERBS.filter(({ permission }) => rights.has(permission)).map(({ kind, label, key, icon: Icon }) => {
        const why = hindrance(kind, person)
        return (
          <Button
            key={kind}
            disabled={why !== null}
            title={why === null ? undefined : `Not now: ${why}`}
            aria-keyshortcuts={key}
            onClick={() => onVerb(kind)}
          >
            <Icon aria-hidden="true" className="size-3.5" />
            {label}
            <Key>{key}</Key>
          </Button>
        )
      })}
      <span className="ml-auto flex min-w-0 items-center">
        {last && person && (
          <LastOutcome action={last} person={person} onAgain={onAgain} onDismiss={onDismiss} />
        )}
      </span>
    </div>
  )
}

function Who({ person, missed }: { person: Person | null; missed: boolean }) {
  if (!person)
    return missed ? (
      <span className="mr-1 font-medium text-failed">Choose somebody first</span>
    ) : (
      <span className="mr-1 text-ink-2">Choose somebody to act on</span>
    )
  return (
    <span className="mr-1 inline-flex min-w-0 max-w-64 items-center gap-[7px]">
      <Avatar name={person.name ?? '?'} />
      <span className="flex min-w-0 font-[550] text-[0.78125rem]">
        <PersonName name={person.name} />
      </span>
      {person.left && (
        <span className="flex-none text-ink-2 text-xs">
          left <Age since={person.left.at} /> ago
        </span>
      )}
    </span>
  )
}
