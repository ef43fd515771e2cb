'use client'
import { ArrowLeft, Link2 } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { ArchiveView } from '#lib/live/model.ts'
import { ArchiveBadge } from './archive-badge.tsx'
import { archivePath } from './archive-path.ts'

/** Which recording this is, and a link to the moment one looks at. */
export function ArchiveHeader({ archive, second }: { archive: ArchiveView; second: number }) {
  const { copied, copy } = useCopy()
  const { id, sessionName, name, startedAt, stoppedAt, duration, standing } = archive
  return (
    <header className="flex min-h-13 flex-none items-center gap-2.5 border-b px-4 max-sm:flex-wrap max-sm:py-2">
      <Link
        href="/archives"
        aria-label="Back to all recordings"
        className="-ml-1.5 grid size-(--control) flex-none place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4" strokeWidth={1.6} />
      </Link>
      <h1 className="flex min-w-0 font-semibold text-[0.9375rem] leading-5">
        <PersonName name={sessionName ?? name} fallback="Session without a name" />
      </h1>
      <span className="tn flex-none text-ink-2 max-lg:hidden">
        {startedAt && <Time at={startedAt} long />}
        {stoppedAt && (
          <>
            {' to '}
            <Time at={stoppedAt} />
          </>
        )}
        {duration !== null && `, ${formatDuration(duration)}`}
      </span>
      <span className="flex-none text-ink-2 max-xl:hidden">
        <CopyId id={id} what="ID of the recording" head={6} />
      </span>
      <span className="flex-1" />
      <ArchiveBadge state={standing} />
      <Button
        className="max-sm:hidden"
        onClick={() => copy(new URL(archivePath(id, second), location.href).href)}
      >
        <Link2 aria-hidden="true" className="size-3.5" />
        {copied ? 'Copied' : `Copy link at ${formatDuration(second)}`}
      </Button>
    </header>
  )
}
