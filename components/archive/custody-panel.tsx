'use client'
import type { ReactNode } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Age } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatBytes } from '#components/ui/format.ts'
import { Time } from '#components/ui/time.tsx'
import { checkCopies } from '#lib/custody/actions.ts'
import { CUSTODY_FAILURE_WORDS, FILE_WORDS, STEP_WORDS } from '#lib/custody/custody-words.ts'
import type { CustodyView, FileView } from '#lib/custody/model.ts'
import { TimeLeft } from './time-left.tsx'

/** Where the file lies, since when, and that it is still what it was. */
export function CustodyPanel({
  archiveId,
  custody,
  mayCheck,
}: {
  archiveId: string
  custody: CustodyView
  mayCheck: boolean
}) {
  const { run, pending, problem } = useDoor()
  const { step, copyUntil, failure, files } = custody
  const shown = files.filter(({ state }) => state !== 'deleted' || step === 'deleted')
  return (
    <section aria-labelledby="custody" className="border-t px-4 py-3">
      <h2 id="custody" className="mb-2.5 font-[550]">
        Custody
      </h2>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1.5">
        <Fact name="State">{STEP_WORDS[step]}</Fact>
        {copyUntil && (
          <Fact name="Platform">
            <span className="text-alert">
              Deletes its copy in <TimeLeft until={copyUntil} />
            </span>
          </Fact>
        )}
        {failure && step !== 'kept' && (
          <Fact name="Trouble">
            <span className="text-failed">{CUSTODY_FAILURE_WORDS[failure]}</span>
          </Fact>
        )}
        {shown.map((file) => (
          <FileFacts key={file.id} file={file} />
        ))}
      </dl>
      {problem && (
        <p role="alert" className="mt-2 text-failed">
          {problem}
        </p>
      )}
      {mayCheck && step !== 'deleted' && step !== 'lost' && (
        <Button
          className="mt-3"
          disabled={pending}
          onClick={() => run(() => checkCopies({ archiveId }), { done: 'The file is looked at now' })}
        >
          {step === 'kept' ? 'Check the file' : 'Try again now'}
        </Button>
      )}
    </section>
  )
}

function FileFacts({ file }: { file: FileView }) {
  const { place, state, writtenBy, size, have, sha256, encryption, since, verifiedAt } = file
  const bad = state === 'missing' || state === 'changed'
  return (
    <>
      <Fact name="Stored">
        {place}
        {encryption && encryption !== 'none' && `, encrypted (${encryption})`}
        {state === 'writing' && size !== null && `, ${formatBytes(have)} of ${formatBytes(size)}`}
      </Fact>
      {since && (
        <Fact name="Since">
          <Time at={since} long />, by {writtenBy === 'gavel' ? 'Gavel' : 'the platform'}
        </Fact>
      )}
      {sha256 && (
        <Fact name="SHA-256">
          <CopyId id={sha256} what="SHA-256" />
        </Fact>
      )}
      {state !== 'writing' && (
        <Fact name="Integrity">
          <span className={bad ? 'text-failed' : state === 'whole' ? 'text-confirmed' : ''}>
            {FILE_WORDS[state]}
          </span>
          {verifiedAt && state !== 'deleted' && (
            <span className="text-ink-2">
              , {bad ? 'matched' : 'checked'} <Age since={verifiedAt} /> ago
            </span>
          )}
        </Fact>
      )}
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
