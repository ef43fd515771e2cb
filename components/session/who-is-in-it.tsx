import type { ReactNode } from 'react'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import type { Person } from './group-people.ts'
import { MOST_PICTURES, type Recorded, whoIsRecorded } from './who-is-recorded.ts'

/** Named before the rest is counted. */
const NAMED = 6
const ONLY: Record<Recorded['what'], string> = { all: '', sound: ' (sound)', picture: ' (picture)' }

/** Who of those who are there is in the recording that runs, and who is not. */
export function WhoIsInIt({ archive, people }: { archive: ArchiveView; people: readonly Person[] }) {
  const { inIt, out, silent } = whoIsRecorded(archive, people)
  return (
    <dl
      aria-label="Who is in the recording"
      className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-1 text-xs leading-[17px]"
    >
      <Line name="In it">
        {inIt.length === 0 ? 'Nobody' : <Names of={inIt.map(({ person, what }) => [person, ONLY[what]])} />}
      </Line>
      {out.length > 0 && (
        <Line name="Not in it">
          <Names of={out.map((person) => [person, ''])} />
        </Line>
      )}
      {silent.length > 0 && (
        <Line name="Not in it, not publishing">
          {silent.length <= 2 ? (
            <Names of={silent.map((person) => [person, ''])} />
          ) : (
            formatCount(silent.length)
          )}
        </Line>
      )}
      {inIt.length > MOST_PICTURES && (
        <Line name="Pictures">
          {`A composed recording has those of ${MOST_PICTURES}; whose, the platform does not say`}
        </Line>
      )}
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="max-w-24 text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function Names({ of }: { of: readonly (readonly [Person, string])[] }) {
  const shown = of.slice(0, NAMED)
  const rest = of.length - shown.length
  return (
    <>
      {shown.map(([{ id, name }, note], at) => (
        <span key={id}>
          {at > 0 && ', '}
          <PersonName name={name} />
          {note}
        </span>
      ))}
      {rest > 0 && ` and ${formatCount(rest)} more`}
    </>
  )
}
