import type { ReactNode } from 'react'
import { formatBytes, formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ArchivePage } from '#lib/archives/model.ts'
import { ArchiveAlarms } from './archive-alarms.tsx'
import { ARCHIVE_WORDS } from './archive-words.ts'
import { StartedBy } from './started-by.tsx'

/** What is known of a recording. */
export function ArchiveFacts({ page: { archive, alarms } }: { page: ArchivePage }) {
  return (
    <>
      <section className="border-t px-4 py-3">
        <h2 className="mb-2.5 font-[550]">Recording</h2>
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1.5">
          <Fact name="Project">
            <PersonName name={archive.projectName} className="block" />
          </Fact>
          <Fact name="Recorded">{archive.startedAt ? <Time at={archive.startedAt} long /> : 'Not yet'}</Fact>
          <Fact name="Length">
            {archive.duration === null ? 'Not known yet' : formatDuration(archive.duration)}
          </Fact>
          <Fact name="Size">{archive.size === null ? 'Not known yet' : formatBytes(archive.size)}</Fact>
          <Fact name="Started by">
            <StartedBy name={archive.startedBy} />
          </Fact>
          <Fact name="State">
            {ARCHIVE_WORDS[archive.standing].label}
            {archive.reason && <span className="text-ink-2">, {visibleText(archive.reason)}</span>}
          </Fact>
        </dl>
      </section>
      <ArchiveAlarms alarms={alarms} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="tn min-w-0">{children}</dd>
    </>
  )
}
