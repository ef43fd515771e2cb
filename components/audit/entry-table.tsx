'use client'
import { clsx } from 'clsx'
import { Link2 } from 'lucide-react'
import Link from 'next/link'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EntryView, PageQuery } from '#lib/record/model.ts'
import { auditPath } from './audit-path.ts'
import { EntryOutcome } from './entry-outcome.tsx'
import { actorName } from './entry-words.ts'

const HEAD = 'h-8 px-2 text-left font-[450] text-ink-2 text-xs first:pl-4 last:pr-4'
const CELL = 'px-2 first:pl-4 last:pr-4'
const ROW =
  'tn relative h-9 border-b hover:bg-hover has-focus-visible:bg-hover max-sm:h-14 pointer-coarse:h-12'

const COLUMNS = [
  { name: 'Entry', width: 'w-20' },
  { name: 'Time', width: 'w-36' },
  { name: 'Who', width: 'w-36' },
  { name: 'What', width: 'w-44' },
  { name: 'On', width: '' },
  { name: 'Why', width: 'max-lg:hidden' },
  { name: 'Outcome', width: 'w-30' },
  { name: 'Hash', width: 'w-24 max-xl:hidden' },
]

/** Entries as rows, each a link that opens it beside the list; on a phone, two lines each. */
export function EntryTable({ entries, query }: { entries: readonly EntryView[]; query: PageQuery }) {
  return (
    <table className="w-full table-fixed border-collapse bg-surface max-sm:table-auto">
      <thead className="sticky top-0 z-10 bg-surface shadow-[0_1px_0_var(--color-line)] max-sm:sr-only">
        <tr>
          {COLUMNS.map(({ name, width }) => (
            <th key={name} scope="col" className={clsx(HEAD, width)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} query={query} />
        ))}
      </tbody>
    </table>
  )
}

function EntryRow({ entry, query }: { entry: EntryView; query: PageQuery }) {
  const { seq, at, action, subject, reason, hash } = entry
  const chosen = query.entry === seq
  return (
    <tr className={clsx(ROW, chosen && 'bg-selected')}>
      <td className={clsx(CELL, 'text-ink-2 max-sm:align-top max-sm:pt-2')}>
        <Link
          href={auditPath(query, { entry: seq })}
          scroll={false}
          prefetch={false}
          aria-current={chosen || undefined}
          aria-label={`Entry ${formatCount(seq)}`}
          className="after:absolute after:inset-0"
        >
          {formatCount(seq)}
        </Link>
      </td>
      <td className={clsx(CELL, 'whitespace-nowrap text-ink-2 max-sm:hidden')}>
        <Time at={at} seconds />
      </td>
      <td className={clsx(CELL, 'font-medium max-sm:w-full max-sm:max-w-0')}>
        <PersonName name={actorName(entry)} className="block" />
        <span className="block truncate text-ink-2 text-xs sm:hidden">
          <span className="font-mono">{action}</span> <PersonName name={subject?.words ?? null} fallback="" />
        </span>
      </td>
      <td className={clsx(CELL, 'truncate font-mono text-xs max-sm:hidden')}>{action}</td>
      <td className={clsx(CELL, 'max-sm:hidden')}>
        <PersonName name={subject?.words ?? null} fallback="" className="block" />
      </td>
      <td className={clsx(CELL, 'text-ink-2 max-lg:hidden')}>
        <PersonName name={reason} fallback="" className="block" />
      </td>
      <td className={clsx(CELL, 'max-sm:whitespace-nowrap max-sm:text-right')}>
        <EntryOutcome entry={entry} />
        <span className="mt-0.5 block text-ink-2 text-xs sm:hidden">
          <Time at={at} seconds />
        </span>
      </td>
      <td className={clsx(CELL, 'whitespace-nowrap max-xl:hidden')}>
        <Link2 aria-hidden="true" className="mr-1.5 inline size-3 text-confirmed" />
        <span className="font-mono text-ink-2 text-xs">{hash.slice(0, 6)}</span>
      </td>
    </tr>
  )
}
