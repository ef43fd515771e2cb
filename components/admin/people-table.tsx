'use client'
import Link from 'next/link'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import type { PersonView } from '#lib/people/model.ts'
import { HoldingBadge } from './holding-badge.tsx'

const CELL = 'px-2 first:pl-4 last:pr-4'

/** Everybody who works here; on a phone, who and what they hold in two lines. */
export function PeopleTable({ people, me }: { people: readonly PersonView[]; me: string }) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:table-auto">
      <TableHead>
        <ColumnHead>Name</ColumnHead>
        <ColumnHead className="w-72">Roles</ColumnHead>
        <ColumnHead className="w-32 max-lg:hidden">Second factor</ColumnHead>
        <ColumnHead className="w-28">Last seen</ColumnHead>
      </TableHead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} mine={person.id === me} />
        ))}
      </tbody>
    </table>
  )
}

function PersonRow({ person, mine }: { person: PersonView; mine: boolean }) {
  const { id, name, email, state, twoFactors, lastSeenAt, holdings } = person
  return (
    <tr className="relative h-12 border-b hover:bg-hover has-focus-visible:bg-hover max-sm:h-15">
      <td className={`${CELL} max-sm:w-full max-sm:max-w-0`}>
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={name} size="md" mine={mine} />
          <span className="grid min-w-0">
            <Link
              href={`/admin/people/${id}`}
              prefetch={false}
              className="flex min-w-0 items-center gap-2 font-medium after:absolute after:inset-0"
            >
              <PersonName name={name} />
              {state === 'deactivated' && <Badge tone="stale">Deactivated</Badge>}
            </Link>
            <span className="truncate text-ink-2 text-xs">{email}</span>
          </span>
        </span>
      </td>
      <td className={CELL}>
        <span className="flex flex-wrap gap-1">
          {holdings.map((holding) => (
            <HoldingBadge key={holding.id} holding={holding} />
          ))}
          {holdings.length === 0 && <span className="text-ink-2">None</span>}
        </span>
      </td>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>{twoFactors ? 'On' : 'Off'}</td>
      <td className={`${CELL} text-ink-2`}>{lastSeenAt === null ? 'Never' : <Age since={lastSeenAt} />}</td>
    </tr>
  )
}
