'use client'
import { FileDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { DeletionProgress, DeletionState, DeletionView, NotedFile } from '#lib/retention/model.ts'
import { failedWords, placeWords } from './deletion-words.ts'

const STATE: Record<DeletionState, { tone: Tone; words: string }> = {
  waiting: { tone: 'asked', words: 'Waits for a second person' },
  refused: { tone: 'plain', words: 'Refused' },
  withdrawn: { tone: 'plain', words: 'Withdrawn' },
  expired: { tone: 'plain', words: 'Not answered in time' },
  deleting: { tone: 'asked', words: 'Being deleted' },
  done: { tone: 'plain', words: 'Deleted for good' },
}

/** The last deletion of a recording: who, why, when, what there was, and the certificate once it is done. */
export function DeletionFacts({ deletion }: { deletion: DeletionView & DeletionProgress }) {
  const { archiveId, state, askedBy, rule, reason, askedAt, answeredBy, answeredAt, words, failure } =
    deletion
  return (
    <div className="mt-3 grid gap-2">
      <h3 className="flex items-center gap-2 font-medium">
        Deletion
        <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>
      </h3>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1.5">
        <Fact name="Asked by">
          {askedBy === null ? `Rule “${visibleText(rule ?? '', 80)}”` : <PersonName name={askedBy} />},{' '}
          <Time at={askedAt} long />
        </Fact>
        <Fact name="Why">
          <span className="wrap-anywhere">“{visibleText(reason, 500)}”</span>
        </Fact>
        {answeredBy !== null && answeredAt !== null && (
          <Fact name={state === 'refused' ? 'Refused by' : 'Agreed to by'}>
            <PersonName name={answeredBy} />, <Time at={answeredAt} long />
            {words !== null && <span className="wrap-anywhere">: “{visibleText(words, 200)}”</span>}
          </Fact>
        )}
        {state === 'deleting' && failure !== null && (
          <Fact name="Trouble">
            <span className="text-failed">{failedWords(failure)}</span>
          </Fact>
        )}
        <Step name="Storage" at={deletion.storageDoneAt} />
        <Step name="Platform" at={deletion.platformDoneAt} />
        {deletion.files.map((file) => (
          <File key={`${file.where} ${file.name}`} file={file} />
        ))}
      </dl>
      {state === 'done' && (
        <span className="flex flex-wrap gap-2">
          <Button asChild>
            <a href={`/api/archives/${archiveId}/certificate`} download>
              <FileDown aria-hidden="true" className="size-3.5" />
              Certificate (PDF)
            </a>
          </Button>
          <Button asChild variant="ghost">
            <a href={`/api/archives/${archiveId}/certificate/facts`} download>
              The same as JSON
            </a>
          </Button>
        </span>
      )}
    </div>
  )
}

function Step({ name, at }: { name: string; at: string | null }) {
  if (at === null) return null
  return (
    <Fact name={name}>
      Gone since <Time at={at} long />
    </Fact>
  )
}

function File({ file: { where, sha256, size } }: { file: NotedFile }) {
  return (
    <Fact name="Was">
      {placeWords(where)}
      {size !== null && `, ${formatBytes(size)}`}
      {sha256 !== null && (
        <>
          , SHA-256 <CopyId id={sha256} what="SHA-256 of the file" />
        </>
      )}
    </Fact>
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
