'use client'
import { Check, Lock, UserCheck, UserX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RequestItem } from './request-item.ts'

/** Beside the list: the recording of the chosen deletion, and what would happen. */
export function DeletionSide({ deletion }: { deletion: Extract<RequestItem, { kind: 'delete' }> }) {
  const { archiveId, sessionName, recordedAt, size, askedBy, held, findings, mayAnswer } = deletion
  return (
    <aside
      aria-label="The chosen request"
      className="w-80 flex-none divide-y overflow-y-auto border-l max-lg:hidden"
    >
      <section className="grid gap-2 px-4 py-3">
        <h2 className="flex font-[550]">
          <PersonName name={sessionName} fallback="Session without a name" />
        </h2>
        <p className="text-ink-2">
          {recordedAt && <Time at={recordedAt} long />}
          {size !== null && `, ${formatBytes(size)}`}
        </p>
        <Button asChild className="justify-self-start">
          <Link href={`/archives/${archiveId}`}>Review it first</Link>
        </Button>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">Why this needs somebody</h2>
        <ul className="grid gap-2">
          <Fact icon={<Check aria-hidden="true" className="text-confirmed" />}>
            <PersonName name={askedBy} /> may ask, and never answers it
          </Fact>
          {held && <Fact icon={<Lock aria-hidden="true" />}>On hold: first every hold must be lifted</Fact>}
          <Fact icon={mayAnswer ? <UserCheck aria-hidden="true" /> : <UserX aria-hidden="true" />}>
            {mayAnswer ? 'You may answer' : 'Somebody else must answer'}
          </Fact>
        </ul>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">What would happen</h2>
        <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1.5">
          <dt className="text-ink-2">Goes</dt>
          <dd>The file, on the storage and on the platform, within a minute and for good</dd>
          <dt className="text-ink-2">Stays</dt>
          <dd>
            The record, a certificate
            {findings > 0 && `, ${findings === 1 ? '1 finding' : `${findings} findings`}`}
          </dd>
        </dl>
      </section>
    </aside>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none">
      {icon}
      <span className="min-w-0">{children}</span>
    </li>
  )
}
