'use client'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DeletionView } from '#lib/retention/model.ts'

/** Beside the list: the recording of the chosen deletion, and what would happen. */
export function DeletionSide({ deletion }: { deletion: DeletionView }) {
  const { archiveId, sessionName, projectName, recordedAt, duration, held } = deletion
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
          <PersonName name={projectName} />
          {recordedAt && (
            <>
              , <Time at={recordedAt} long />
            </>
          )}
          {duration !== null && `, ${formatDuration(duration)}`}
        </p>
        <Button asChild className="justify-self-start">
          <Link href={`/archives/${archiveId}`}>Review first</Link>
        </Button>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">What would happen</h2>
        <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1.5">
          <dt className="text-ink-2">Goes</dt>
          <dd>The file and its packages, from storage and from the platform</dd>
          <dt className="text-ink-2">Stays</dt>
          <dd>Who asked and agreed, why, when, the file's hash and size, and a certificate</dd>
          <dt className="text-ink-2">Holds</dt>
          <dd>{held ? 'One stands: nothing goes' : 'None stands'}</dd>
        </dl>
      </section>
    </aside>
  )
}
