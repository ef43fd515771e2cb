'use client'
import { Link2, PanelRightClose } from 'lucide-react'
import Link from 'next/link'
import type { LivePoint } from '#components/feed/live-line.ts'
import { Age } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { shortenId } from '#components/ui/shorten-id.ts'
import { useCopy } from '#components/ui/use-copy.ts'
import type { SessionView } from '#lib/live/model.ts'
import { InspectorFacts } from './inspector-facts.tsx'
import { InspectorSignals } from './inspector-signals.tsx'
import { sessionPath } from './session-path.ts'
import { SessionSparkline } from './session-sparkline.tsx'

type InspectorProps = {
  session: SessionView
  points: readonly LivePoint[]
  reader: string
  onClose: () => void
}

/** The chosen session, without opening it: beside the table, or over it where there is no room. */
export function Inspector({ session, points, reader, onClose }: InspectorProps) {
  const { copied, copy } = useCopy()
  const path = sessionPath(session.id)
  return (
    <aside
      id="inspector"
      aria-label="Chosen session"
      className="flex w-(--inspector) flex-none flex-col overflow-y-auto border-l bg-surface max-[1180px]:absolute max-[1180px]:inset-y-0 max-[1180px]:right-0 max-[1180px]:z-20 max-[1180px]:shadow-dialog max-sm:hidden"
    >
      <div className="flex items-center gap-1 px-4 pt-3 pb-2.5">
        <h2 className="flex min-w-0 flex-1 font-[550] text-base">
          <PersonName name={session.name} fallback={shortenId(session.platformId)} />
        </h2>
        <IconButton
          label={copied ? 'Copied' : 'Copy link'}
          onClick={() => copy(new URL(path, location.href).href)}
        >
          <Link2 aria-hidden="true" className="size-3.5" />
        </IconButton>
        <IconButton label="Close the panel" onClick={onClose}>
          <PanelRightClose aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
      <div className="px-4">
        <CountsCard session={session} points={points} />
        <Button asChild variant="primary" className="mt-3 w-full">
          <Link href={path} prefetch={false}>
            Open session <Key>↵</Key>
          </Link>
        </Button>
      </div>
      <InspectorFacts session={session} />
      <InspectorSignals session={session} reader={reader} />
    </aside>
  )
}

function CountsCard({ session, points }: Pick<InspectorProps, 'session' | 'points'>) {
  const counts = [
    { label: 'Connections', value: session.connections },
    { label: 'Publishers', value: session.publishers },
    { label: 'Subscribers', value: session.subscribers },
  ]
  return (
    <div className="rounded-lg bg-canvas p-3 ring-1 ring-line ring-inset">
      <dl className="grid grid-cols-3 gap-2">
        {counts.map(({ label, value }) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-ink-2 text-xs">{label}</dt>
            <dd className="font-[550] text-xl leading-7 tracking-[-0.02em]">{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex items-end justify-between gap-3 text-2xs text-ink-2">
        <SessionSparkline points={points} width={208} height={44} />
        {session.live ? (
          '15\u00a0min'
        ) : (
          <span>
            Ended <Age since={session.evidenceAt} /> ago
          </span>
        )}
      </div>
    </div>
  )
}
