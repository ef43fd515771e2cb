'use client'
import { clsx } from 'clsx'
import { Lock, Scale, Trash2, UserX } from 'lucide-react'
import Link from 'next/link'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { DeletionView } from '#lib/retention/model.ts'
import { Expiry } from './expiry.tsx'
import type { DeletionAnswers } from './use-deletion-answers.ts'

/** A deletion that waits for a second person. */
export function DeletionRow({
  deletion,
  answers,
  chosen,
  onChoose,
}: {
  deletion: DeletionView
  answers: DeletionAnswers
  chosen: boolean
  onChoose: () => void
}) {
  const { archiveId, sessionName, recordedAt, askedBy, askedAt, expiresAt, mine, reason, held } = deletion
  return (
    <li
      aria-current={chosen ? 'true' : undefined}
      onFocus={onChoose}
      onPointerDown={onChoose}
      className={clsx(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-4 border-b border-l-2 px-4 py-3.5 max-sm:grid-cols-1',
        chosen ? 'border-l-accent bg-selected' : 'border-l-transparent',
      )}
    >
      <div className="grid min-w-0 gap-2">
        <h2 className="flex min-w-0 flex-wrap items-baseline gap-x-2.5 font-semibold">
          <Trash2 aria-hidden="true" className="size-3.5 flex-none self-center text-ink-2" />
          Delete a recording for good
          <Link
            href={`/archives/${archiveId}`}
            className="flex min-w-0 font-normal text-ink-2 underline decoration-edge underline-offset-2 hover:text-ink"
          >
            <PersonName name={sessionName} fallback="Session without a name" />
          </Link>
          {recordedAt && (
            <span className="font-normal text-ink-2">
              <Time at={recordedAt} long />
            </span>
          )}
        </h2>
        <p className="flex min-w-0 items-center gap-2 pl-6">
          <Avatar name={askedBy ?? ''} />
          <PersonName name={askedBy} className="font-medium" />
          <span className="text-ink-2">
            asked {mine && 'by you, '}
            <Age since={askedAt} /> ago
          </span>
        </p>
        <p className="break-words pl-6 text-ink-2">“{visibleText(reason, 300)}”</p>
        <p className="flex items-center gap-2 pl-6 text-ink-2 text-xs">
          {held ? (
            <>
              <Lock aria-hidden="true" className="size-3.5 flex-none" />
              On legal hold: it cannot be approved while one stands.
            </>
          ) : (
            <>
              <Scale aria-hidden="true" className="size-3.5 flex-none" />
              Two people delete. The file goes from storage and platform; its record is kept.
            </>
          )}
        </p>
      </div>
      <div className="grid w-62 content-start justify-items-end gap-2.5 max-sm:w-auto max-sm:justify-items-start max-sm:pl-6">
        {expiresAt && (
          <span className="w-full text-right max-sm:text-left">
            <Expiry request={{ askedAt, expiresAt }} />
          </span>
        )}
        <DeletionButtons deletion={deletion} answers={answers} keys={chosen} />
      </div>
    </li>
  )
}

function DeletionButtons({
  deletion,
  answers,
  keys,
}: {
  deletion: DeletionView
  answers: DeletionAnswers
  keys: boolean
}) {
  if (deletion.mayAnswer)
    return (
      <span className="flex flex-wrap gap-2">
        <Button onClick={() => answers.refuse(deletion)} {...(keys && { 'aria-keyshortcuts': 'd' })}>
          Refuse
          {keys && <Key>d</Key>}
        </Button>
        <Button
          variant={keys ? 'danger' : 'neutral'}
          disabled={deletion.held}
          onClick={() => answers.approve(deletion)}
          {...(keys && { 'aria-keyshortcuts': 'y' })}
        >
          Approve
          {keys && <Key>y</Key>}
        </Button>
      </span>
    )
  if (!deletion.mine) return null
  return (
    <span className="flex flex-wrap items-center gap-2 text-ink-2 text-xs">
      <UserX aria-hidden="true" className="size-3.5" />
      You cannot approve your own
      <Button disabled={answers.pending} onClick={() => answers.withdraw(deletion)}>
        Withdraw
      </Button>
    </span>
  )
}
