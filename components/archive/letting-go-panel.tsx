'use client'
import { Lock, Package, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { withdrawDeletion } from '#lib/retention/actions.ts'
import type { HoldView, KeepingView, LettingGo } from '#lib/retention/model.ts'
import { DeletionRecord } from './deletion-record.tsx'
import { ExportList } from './export-list.tsx'
import { LettingGoDialog, type LettingGoQuestion } from './letting-go-dialog.tsx'

/** How long a recording is kept, what holds it, how it goes, and how it is taken out. */
export function LettingGoPanel({ lettingGo }: { lettingGo: LettingGo }) {
  const { archiveId, keeping, holds, deletion, exports, may } = lettingGo
  const [question, setQuestion] = useState<LettingGoQuestion | null>(null)
  const { run, pending, problem } = useDoor()
  const standing = holds.filter(({ liftedAt }) => liftedAt === null)
  const isGoing = keeping.kept === 'deleting' || keeping.kept === 'deleted'
  const waits = deletion?.state === 'waiting'
  return (
    <section aria-labelledby="letting-go" className="grid gap-3 border-t px-4 py-3">
      <h2 id="letting-go" className="flex items-center gap-2 font-[550]">
        <span className="flex-1">Keeping</span>
        {standing.length > 0 && (
          <Badge>
            <Lock aria-hidden="true" />
            On hold
          </Badge>
        )}
      </h2>
      <p className="text-ink-2">
        <KeepingSentence keeping={keeping} />
      </p>
      <HoldList holds={holds} may={may.hold} onLift={(hold) => setQuestion({ ask: 'lift', hold })} />
      {deletion && <DeletionRecord deletion={deletion} />}
      <ExportList exports={exports} />
      <FormProblem>{problem}</FormProblem>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {may.hold && !isGoing && (
          <Verb icon={<Lock aria-hidden="true" />} onClick={() => setQuestion({ ask: 'hold' })}>
            Place a hold
          </Verb>
        )}
        {may.export && !isGoing && keeping.kept !== 'notYet' && (
          <Verb icon={<Package aria-hidden="true" />} onClick={() => setQuestion({ ask: 'export' })}>
            Export
          </Verb>
        )}
        {may.delete && !isGoing && !waits && keeping.kept !== 'notYet' && (
          <Verb
            icon={<Trash2 aria-hidden="true" />}
            disabled={standing.length > 0}
            onClick={() => setQuestion({ ask: 'delete' })}
          >
            Ask to delete
          </Verb>
        )}
        {waits && deletion.mine && (
          <Button
            disabled={pending}
            onClick={() => run(() => withdrawDeletion({ deletionId: deletion.id }), { done: 'Withdrawn' })}
          >
            Withdraw
          </Button>
        )}
      </div>
      {may.delete && !isGoing && standing.length > 0 && (
        <p className="text-ink-2 text-xs">Nothing deletes it while a hold stands.</p>
      )}
      {question && (
        <LettingGoDialog archiveId={archiveId} question={question} onClose={() => setQuestion(null)} />
      )}
    </section>
  )
}

function Verb({
  icon,
  children,
  ...rest
}: {
  icon: ReactNode
  children: ReactNode
  onClick: () => void
  disabled?: boolean
}) {
  return (
    <Button className="[&>svg]:size-3.5" {...rest}>
      {icon}
      {children}
    </Button>
  )
}

function KeepingSentence({ keeping }: { keeping: KeepingView }) {
  switch (keeping.kept) {
    case 'held':
      return (
        <>
          Kept while a hold stands, whatever the rules say.
          {keeping.rule !== null && keeping.until !== null && (
            <>
              {' '}
              Without it the rule “<PersonName name={keeping.rule} />” lets it go{' '}
              <Time at={keeping.until} long />.
            </>
          )}
        </>
      )
    case 'until':
      return (
        <>
          Deleted <Time at={keeping.until} long />, after {keeping.days} days by the rule “
          <PersonName name={keeping.rule} />
          ”.
        </>
      )
    case 'forGood':
      return 'Kept for good: no rule speaks of it.'
    case 'notYet':
      return 'Rules begin to count when it is over.'
    case 'deleting':
      return 'It is being deleted.'
    case 'deleted':
      return (
        <>
          Deleted for good <Time at={keeping.at} long />.
        </>
      )
  }
}

function HoldList({
  holds,
  may,
  onLift,
}: {
  holds: readonly HoldView[]
  may: boolean
  onLift: (hold: HoldView) => void
}) {
  if (holds.length === 0) return null
  return (
    <ul aria-label="Holds" className="grid gap-2">
      {holds.map((hold) => (
        <li key={hold.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
          <span className="min-w-0">
            <span className="break-words font-medium">{visibleText(hold.reason, 300)}</span>
            <span className="block text-ink-2 text-xs">
              Placed by <PersonName name={hold.placedBy} /> <Time at={hold.placedAt} />
              {hold.liftedAt !== null && (
                <>
                  , lifted by <PersonName name={hold.liftedBy} /> <Time at={hold.liftedAt} />: “
                  {visibleText(hold.liftReason ?? '', 300)}”
                </>
              )}
            </span>
          </span>
          {hold.liftedAt === null && may && (
            <Button size="sm" onClick={() => onLift(hold)}>
              Lift
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
