import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { AuditFilters } from '#components/audit/audit-filters.tsx'
import { EntryInspector } from '#components/audit/entry-inspector.tsx'
import { EntryList } from '#components/audit/entry-list.tsx'
import { ExportMenu } from '#components/audit/export-menu.tsx'
import { FILTER_LABELS } from '#components/audit/filter-labels.ts'
import { NewsNote } from '#components/audit/news-note.tsx'
import { RecordSize } from '#components/audit/record-size.tsx'
import { VerifyBand } from '#components/audit/verify-band.tsx'
import { VerifyWait } from '#components/audit/verify-wait.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { LeftOutNote } from '#components/ui/left-out-note.tsx'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
import { type Actor, mayAnywhere, mayEverywhere } from '#lib/access/actor.ts'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { listCheckpoints } from '#lib/record/checkpoints.ts'
import { filterChoices } from '#lib/record/filter-choices.ts'
import { leftOut, readPageQuery } from '#lib/record/model.ts'
import { listEntries, nameSubject, recordSize } from '#lib/record/queries.ts'
import { readEntry } from '#lib/record/read-entry.ts'
import { verification } from '#lib/record/verification.ts'

export const metadata: Metadata = { title: 'Audit log' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  await requirePermission(actor, 'audit.view')
  const search = await searchParams
  const query = readPageQuery(search)
  const { before, entry: chosen, ...filters } = query
  const timeZone = parseTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
  const [list, size, choices, entry, subject] = await Promise.all([
    listEntries(actor, { filters, timeZone, before }),
    recordSize(actor),
    filterChoices(actor, filters.person),
    chosen === undefined ? null : readEntry(actor, chosen),
    filters.subject === undefined ? null : nameSubject(actor, filters.subject),
  ])
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Audit', href: '/audit' }]} />
      <PhoneHead title="Audit log" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <header className="flex min-h-13 flex-none items-center gap-2.5 border-b px-4">
          <h1 className="font-semibold text-[0.9375rem] max-sm:sr-only">Audit log</h1>
          {size && <RecordSize size={size} />}
          <span className="ml-auto flex items-center gap-2">
            {before === undefined && <NewsNote query={query} newest={list.entries[0]?.seq ?? 0} />}
            {mayAnywhere(actor, 'audit.export') && <ExportMenu query={query} />}
          </span>
        </header>
        {mayEverywhere(actor, 'audit.view') && (
          <Suspense fallback={<VerifyWait />}>
            <Verification actor={actor} />
          </Suspense>
        )}
        <AuditFilters query={query} choices={choices} subject={subject} />
        <LeftOutNote labels={FILTER_LABELS} names={leftOut(search)} />
        <div className="relative flex min-h-0 flex-1">
          <EntryList list={list} query={query} filtered={Object.keys(filters).length > 0} />
          {entry && <EntryInspector key={entry.seq} entry={entry} query={query} />}
        </div>
      </main>
    </>
  )
}

/** By itself: the entries do not wait until a long log has been recomputed. */
async function Verification({ actor }: { actor: Actor }) {
  const [verdict, checkpoints] = await Promise.all([verification({ full: false }), listCheckpoints(actor)])
  return <VerifyBand verification={verdict} checkpoints={checkpoints} />
}
