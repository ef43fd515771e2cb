'use client'
import { Lock, LockOpen, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { HoldView, LettingGo, RetentionView } from '#lib/retention/model.ts'
import { DeletionFacts } from './deletion-facts.tsx'
import { LettingGoDialog, type LettingGoQuestion } from './letting-go-dialog.tsx'

/** What holds a recording, when it goes and by which rule, and what is being done about its deletion. */
export function LettingGoPanel({ archiveId, lettingGo }: { archiveId: string; lettingGo: LettingGo }) {
  const { holds, retention, deletion, runs, mayHold, mayAsk } = lettingGo
  const [question, setQuestion] = useState<LettingGoQuestion | null>(null)
  const standing = holds.filter(({ liftedAt }) => liftedAt === null)
  const held = standing.length > 0
  const over = deletion?.state === 'deleting' || deletion?.state === 'done'
  const askable = mayAsk && !runs && !over && deletion?.state !== 'waiting'
  return (
    <section aria-labelledby="letting-go" className="border-t px-4 py-3">
      <h2 id="letting-go" className="mb-2.5 flex items-center gap-2 font-[550]">
        Letting go
        {held && (
          <Badge>
            <Lock aria-hidden="true" />
            On hold
          </Badge>
        )}
      </h2>
      {!over && (
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-y-1.5">
          <Fact name="Kept until">
            <KeptUntil retention={retention} runs={runs} />
          </Fact>
        </dl>
      )}
      {holds.length > 0 && (
        <ul className="mt-2 grid grid-cols-1 gap-2">
          {holds.map((hold) => (
            <Hold
              key={hold.id}
              hold={hold}
              onLift={mayHold ? () => setQuestion({ kind: 'lift', hold }) : null}
            />
          ))}
        </ul>
      )}
      {deletion && <DeletionFacts deletion={deletion} />}
      {!over && (
        <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
          {mayHold && (
            <Button onClick={() => setQuestion({ kind: 'hold', archiveId })}>
              <Lock aria-hidden="true" className="size-3.5" />
              {held ? 'Hold once more' : 'Put on hold'}
            </Button>
          )}
          {askable && !held && (
            <Button onClick={() => setQuestion({ kind: 'delete', archiveId })}>
              <Trash2 aria-hidden="true" className="size-3.5" />
              Ask to delete
            </Button>
          )}
        </div>
      )}
      {askable && held && (
        <p className="mt-2 text-ink-2 text-xs">Nobody can ask to delete it before every hold is lifted.</p>
      )}
      {question && <LettingGoDialog question={question} onClose={() => setQuestion(null)} />}
    </section>
  )
}

function KeptUntil({
  retention: { rule, keepDays, date, held },
  runs,
}: {
  retention: RetentionView
  runs: boolean
}) {
  if (runs) return 'It is recorded still'
  if (date === null) return 'For good: no rule applies'
  return (
    <>
      {held ? 'A hold is lifted, then ' : ''}
      <Time at={date} long />
      <span className="text-ink-2">
        , {keepDays} {keepDays === 1 ? 'day' : 'days'} by “{visibleText(rule ?? '', 80)}”
      </span>
    </>
  )
}

function Hold({ hold, onLift }: { hold: HoldView; onLift: (() => void) | null }) {
  const { reason, placedBy, placedAt, liftedBy, liftedAt, liftReason } = hold
  return (
    <li className="grid grid-cols-1 gap-1 rounded-md bg-raised px-2.5 py-2">
      <span className="flex items-start gap-2">
        <span className="wrap-anywhere min-w-0 flex-1">“{visibleText(reason, 500)}”</span>
        {liftedAt === null && onLift && (
          <Button onClick={onLift}>
            <LockOpen aria-hidden="true" className="size-3.5" />
            Lift
          </Button>
        )}
      </span>
      <span className="flex flex-wrap gap-x-1 text-ink-2 text-xs">
        Held by <PersonName name={placedBy} />, <Time at={placedAt} long />
      </span>
      {liftedAt !== null && (
        <span className="flex flex-wrap gap-x-1 text-ink-2 text-xs">
          Lifted by <PersonName name={liftedBy} />, <Time at={liftedAt} long />
          {liftReason !== null && <span className="wrap-anywhere">: “{visibleText(liftReason, 500)}”</span>}
        </span>
      )}
    </li>
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
