'use client'
import { Scale, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RequestItem } from './request-item.ts'

type Deletion = Extract<RequestItem, { kind: 'delete' }>

/** Which recording somebody wants deleted. */
export function DeletionHead({ deletion }: { deletion: Deletion }) {
  const { archiveId, sessionName, projectName, recordedAt } = deletion
  return (
    <>
      <Trash2 aria-hidden="true" className="size-3.5 flex-none self-center text-ink-2" />
      Delete an archive for good
      <Link
        href={`/archives/${archiveId}`}
        prefetch={false}
        className="flex min-w-0 font-normal text-ink-2 underline decoration-edge underline-offset-2 hover:text-ink"
      >
        <PersonName name={sessionName} fallback="Session without a name" />
      </Link>
      {recordedAt && (
        <span className="flex-none font-normal text-ink-2 max-sm:hidden">
          <Time at={recordedAt} long />
        </span>
      )}
      <PersonName name={projectName} className="font-normal text-ink-2" />
    </>
  )
}

/** By which rule it needs somebody, and what stands in the way. */
export function DeletionRule({ deletion: { held, findings } }: { deletion: Deletion }) {
  return (
    <p className="flex items-center gap-2 pl-6 text-ink-2 text-xs">
      <Scale aria-hidden="true" className="size-3.5 flex-none" />
      Two-person deletion. The record of it is kept; the file is not.
      {held && ' It is on hold: nobody can agree.'}
      {findings > 0 && ` It has ${findings === 1 ? '1 finding' : `${findings} findings`}.`}
    </p>
  )
}
