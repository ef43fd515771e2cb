'use client'
import { clsx } from 'clsx'
import { CheckCheck, UserCheck } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AlertIcon } from '#components/live/alert-icon.tsx'
import { Age } from '#components/ui/age.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { AlertView } from '#lib/alerts/model.ts'
import { aboutPath } from './alerts-path.ts'
import { CopyLeft } from './copy-left.tsx'
import { sentenceOf } from './sentence-of.ts'
import type { AlertVerbs } from './use-alert-verbs.ts'

/** One alert: what it is, where, since when, who looks after it, and what the reader may do. */
export function AlertRow({
  alert,
  verbs,
  chosen,
  onChoose,
}: {
  alert: AlertView
  verbs: AlertVerbs
  chosen: boolean
  onChoose: () => void
}) {
  const urgent = alert.level === 'urgent'
  return (
    <li
      aria-current={chosen ? 'true' : undefined}
      onFocus={onChoose}
      onPointerDown={onChoose}
      className={clsx(
        'grid min-h-13 grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 border-b border-l-2 px-4 py-2.5 max-sm:grid-cols-[1rem_minmax(0,1fr)]',
        chosen ? 'border-l-accent bg-selected' : 'border-l-transparent',
      )}
    >
      <span
        className={clsx('pt-0.5 [&>svg]:size-4', urgent && alert.end === null ? 'text-alert' : 'text-ink-2')}
      >
        <AlertIcon kind={alert.kind} />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <h2 className="font-medium">
          {sentenceOf(alert)}
          {urgent && (
            <span className="ml-2">
              <Badge tone={alert.end === null ? 'alert' : 'plain'}>Urgent</Badge>
            </span>
          )}
        </h2>
        <p className="flex min-w-0 flex-wrap gap-x-2 text-ink-2 text-xs">
          <About alert={alert} />
          <CopyLeft alert={alert} />
          <span>
            <Age since={alert.at} /> ago
          </span>
        </p>
        <Care alert={alert} />
      </div>
      <AlertButtons alert={alert} verbs={verbs} keys={chosen} />
    </li>
  )
}

function About({ alert: { about, projectName } }: { alert: AlertView }) {
  const href = aboutPath(about)
  const isProject = about.page === 'project' || about.page === 'endpoints' || about.page === 'none'
  const name = isProject ? projectName : about.name
  const shown = <PersonName name={name} fallback="Session without a name" />
  return (
    <>
      {href === null ? (
        shown
      ) : (
        <Link
          href={href}
          prefetch={false}
          className="flex min-w-0 underline decoration-edge underline-offset-2 hover:text-ink"
        >
          {shown}
        </Link>
      )}
      {!isProject && <PersonName name={projectName} />}
    </>
  )
}

/** Who looks after it, or how it ended. */
function Care({ alert: { claimed, end } }: { alert: AlertView }): ReactNode {
  if (end?.by === 'itself')
    return (
      <p className="text-ink-2 text-xs">
        Over by itself <Time at={end.at} />
      </p>
    )
  if (end)
    return (
      <p className="flex flex-wrap gap-x-1 text-ink-2 text-xs">
        <CheckCheck aria-hidden="true" className="mt-0.5 size-3.5" />
        Resolved by <PersonName name={end.name} /> <Time at={end.at} />
        <span className="wrap-anywhere">“{visibleText(end.words, 300)}”</span>
      </p>
    )
  if (!claimed) return null
  return (
    <p className={clsx('flex gap-1 text-xs', claimed.mine ? 'text-asked' : 'text-ink-2')}>
      <UserCheck aria-hidden="true" className="mt-0.5 size-3.5" />
      {claimed.mine ? 'Claimed by you' : 'Claimed by'} {!claimed.mine && <PersonName name={claimed.name} />}
    </p>
  )
}

/** `keys`: this row is the one that keys are for. */
function AlertButtons({ alert, verbs, keys }: { alert: AlertView; verbs: AlertVerbs; keys: boolean }) {
  if (alert.end?.by === 'person' && alert.end.mayUndo)
    return (
      <span className="max-sm:col-start-2">
        <Button disabled={verbs.pending} onClick={() => verbs.undo(alert.id)}>
          Undo {keys && <Key>z</Key>}
        </Button>
      </span>
    )
  if (!alert.mayHandle || alert.end !== null) return null
  const isOthers = alert.claimed !== null && !alert.claimed.mine
  return (
    <span className="flex gap-2 max-sm:col-start-2">
      {!isOthers && (
        <Button
          disabled={verbs.pending}
          onClick={() => verbs.claim(alert)}
          {...(keys && { 'aria-keyshortcuts': 'c' })}
        >
          {alert.claimed ? 'Release' : 'Claim'} {keys && <Key>c</Key>}
        </Button>
      )}
      <Button
        disabled={verbs.pending}
        onClick={() => verbs.resolve(alert)}
        {...(keys && { 'aria-keyshortcuts': 'Shift+Enter' })}
      >
        Resolve {keys && <Key>⇧↵</Key>}
      </Button>
    </span>
  )
}
