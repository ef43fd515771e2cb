'use client'
import { Download } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { DeletionState, DeletionView } from '#lib/retention/model.ts'
import { stuckWords } from './keeping-words.ts'

const STATE: Record<DeletionState, string> = {
  waiting: 'Deletion asked',
  refused: 'Deletion refused',
  withdrawn: 'Deletion withdrawn',
  expired: 'Deletion expired unanswered',
  deleting: 'Being deleted',
  done: 'Deleted for good',
}

/** The last deletion of a recording: who, why, when; and once it is done, what there was, with its certificate. */
export function DeletionRecord({ deletion }: { deletion: DeletionView }) {
  const { state, askedBy, askedAt, rule, reason, answeredBy, answeredAt, words, doneAt, failure } = deletion
  return (
    <div className="grid gap-2 rounded-md border bg-canvas p-3">
      <h3 className="font-medium">{STATE[state]}</h3>
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-1.5">
        <Fact name="Why">{visibleText(reason, 300)}</Fact>
        <Fact name="Asked by">
          {askedBy === null ? <>the rule “{visibleText(rule ?? '', 80)}”</> : <PersonName name={askedBy} />},{' '}
          <Time at={askedAt} long />
        </Fact>
        {answeredBy !== null && (
          <Fact name={state === 'refused' ? 'Refused by' : 'Approved by'}>
            <PersonName name={answeredBy} />
            {answeredAt && (
              <>
                , <Time at={answeredAt} long />
              </>
            )}
          </Fact>
        )}
        {words !== null && <Fact name="Words">“{visibleText(words, 200)}”</Fact>}
        {doneAt !== null && (
          <Fact name="Gone">
            <Time at={doneAt} long />
          </Fact>
        )}
        {deletion.files.map(({ digest, size, where }) => (
          <Fact key={`${where} ${digest}`} name={where === 'platform' ? 'On platform' : 'In storage'}>
            {where === 'nowhere' ? 'There was no file' : size !== null && formatBytes(size)}
            {digest && (
              <span className="block">
                SHA-256 <CopyId id={digest} what="SHA-256" head={6} />
              </span>
            )}
          </Fact>
        ))}
      </dl>
      {state === 'waiting' && (
        <p className="text-ink-2 text-xs">
          It waits for a second person in{' '}
          <Link className="underline" href="/requests">
            Requests
          </Link>
          .
        </p>
      )}
      {state === 'deleting' && failure !== null && (
        <p className="text-alert text-xs">{stuckWords(failure)}</p>
      )}
      {state === 'done' && (
        <span className="flex flex-wrap gap-2">
          <Button asChild>
            <a href={`/api/deletions/${deletion.id}/certificate`} download>
              <Download aria-hidden="true" className="size-3.5" />
              Certificate
            </a>
          </Button>
          <Button asChild variant="ghost">
            <a href={`/api/deletions/${deletion.id}/certificate?format=json`} download>
              As JSON
            </a>
          </Button>
        </span>
      )}
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="tn min-w-0 break-words">{children}</dd>
    </>
  )
}
