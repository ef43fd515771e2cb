'use client'
import { ArrowLeft, Download, Link2 } from 'lucide-react'
import Link from 'next/link'
import { useDoor } from '#components/shell/use-door.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { ArchiveView } from '#lib/live/model.ts'
import { downloadMedia, takeReview } from '#lib/review/actions.ts'
import type { ReviewPage } from '#lib/review/model.ts'
import { ArchiveBadge } from './archive-badge.tsx'
import { archivePath } from './archive-path.ts'
import { ARCHIVE_WORDS } from './archive-words.ts'
import { REVIEW_STATE_WORDS } from './finding-words.ts'

type ArchiveHeaderProps = {
  archive: ArchiveView
  review: ReviewPage
  second: number
  /** Null for whoever is not reviewing it. */
  onFinish: (() => void) | null
}

/** Which recording this is, and a link to the moment one looks at. */
export function ArchiveHeader({ archive, review, second, onFinish }: ArchiveHeaderProps) {
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
      {review.reviews.length > 0 && (
        <Badge tone={REVIEW_STATE_WORDS[review.state].tone}>{REVIEW_STATE_WORDS[review.state].label}</Badge>
      )}
      {review.mayDownload && ARCHIVE_WORDS[standing].plays && <DownloadButton archiveId={id} />}
      <Button
        className="max-sm:hidden"
        onClick={() => copy(new URL(archivePath(id, second), location.href).href)}
      >
        <Link2 aria-hidden="true" className="size-3.5" />
        {copied ? 'Copied' : `Copy link at ${formatDuration(second)}`}
      </Button>
      {review.mayTake && <TakeButton archiveId={id} second={review.reviews.length > 0} />}
      {onFinish && (
        <Button variant="primary" onClick={onFinish}>
          Finish review <Key>⇧↵</Key>
        </Button>
      )}
    </header>
  )
}

function TakeButton({ archiveId, second }: { archiveId: string; second: boolean }) {
  const { run, pending, problem } = useDoor()
  return (
    <Button
      variant="primary"
      disabled={pending}
      title={problem ?? undefined}
      onClick={() => run(() => takeReview({ archiveId }), { done: 'You review this recording' })}
    >
      {second ? 'Review as the second' : 'Review it'}
    </Button>
  )
}

function DownloadButton({ archiveId }: { archiveId: string }) {
  const { run, pending } = useDoor()
  const save = () =>
    run(() => downloadMedia({ archiveId }), {
      done: 'The download begins',
      onDone: ({ url }) => location.assign(url),
    })
  return (
    <IconButton label="Download the file" disabled={pending} onClick={save}>
      <Download aria-hidden="true" className="size-4" />
    </IconButton>
  )
}
