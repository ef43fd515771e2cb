'use client'
import { RefreshCw, ShieldAlert, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { announce } from '#components/ui/live-region.tsx'
import { Time } from '#components/ui/time.tsx'
import type { CheckpointsView, VerificationView } from '#lib/record/model.ts'
import { BREAK_WORDS } from './break-words.ts'
import { CheckpointStrip } from './checkpoint-strip.tsx'
import { verifyAgain } from './verify-again.ts'

type Props = { verification: VerificationView; checkpoints: CheckpointsView | null }
type Asking = 'no' | 'yes' | 'failed'

/** Whether the log is what was written, since when that is known, and the way to have it looked at again. */
export function VerifyBand({ verification, checkpoints }: Props) {
  const [newer, setNewer] = useState<VerificationView | null>(null)
  const [asking, setAsking] = useState<Asking>('no')
  // Whichever was found last: the page may have been drawn anew meanwhile.
  const shown = newer && newer.at > verification.at ? newer : verification
  const again = async () => {
    setAsking('yes')
    const verdict = await verifyAgain()
    setAsking(verdict ? 'no' : 'failed')
    if (!verdict) return
    setNewer(verdict)
    announce(verdict.state === 'unbroken' ? 'The audit log is unbroken' : 'The audit log is broken', 'own')
  }
  return (
    <section
      aria-label="Verification"
      className="flex min-h-16 flex-none flex-wrap items-center gap-x-3 gap-y-2 border-b bg-surface px-4 py-2.5"
    >
      <Sign broken={shown.state === 'broken'} />
      <div className="min-w-0 flex-1 basis-64">
        {shown.state === 'broken' ? (
          <Broken verification={shown} />
        ) : (
          <Unbroken verification={shown} checkpoints={checkpoints} />
        )}
        {asking === 'failed' && (
          <p role="alert" className="text-failed">
            It could not be verified just now. Try again in a moment.
          </p>
        )}
      </div>
      {checkpoints && <CheckpointStrip checkpoints={checkpoints} />}
      <Button onClick={() => void again()} disabled={asking === 'yes'}>
        <RefreshCw aria-hidden="true" className="size-3.5" />
        {asking === 'yes' ? 'Verifying' : 'Verify again'}
      </Button>
    </section>
  )
}

function Sign({ broken }: { broken: boolean }) {
  const Icon = broken ? ShieldAlert : ShieldCheck
  return (
    <span
      className={`grid size-9 flex-none place-items-center rounded-lg ${broken ? 'bg-failed-bg text-failed' : 'bg-confirmed-bg text-confirmed'}`}
    >
      <Icon aria-hidden="true" className="size-4.5" />
    </span>
  )
}

function Unbroken({
  verification: { entries, fullAt, fullMs, at },
  checkpoints,
}: {
  verification: Extract<VerificationView, { state: 'unbroken' }>
  checkpoints: CheckpointsView | null
}) {
  const last = checkpoints?.last
  return (
    <>
      <p className="tn font-medium">
        {entries === 0 ? 'Nothing is recorded yet' : `Unbroken from entry 1 to ${formatCount(entries)}`}
      </p>
      <p className="tn text-ink-2">
        Every hash recomputed in {(fullMs / 1_000).toFixed(1)}&nbsp;s at <Time at={fullAt} seconds />
        {at !== fullAt && (
          <>
            , what came since at <Time at={at} seconds />
          </>
        )}
        .{' '}
        {last
          ? `Last signed checkpoint: entry ${formatCount(last.seq)}, kept in the database and in checkpoints.jsonl of the data directory.`
          : 'No checkpoint is signed yet.'}
      </p>
      {checkpoints?.outside && <Outside outside={checkpoints.outside} />}
    </>
  )
}

/** How old the last checkpoint is that whoever owns the database cannot reach. */
function Outside({ outside: { last, late } }: { outside: NonNullable<CheckpointsView['outside']> }) {
  return (
    <p className={late ? 'tn text-failed' : 'tn text-ink-2'}>
      {last ? (
        <>
          In the storage outside: entry {formatCount(last.seq)}, signed <Time at={last.at} seconds />.
        </>
      ) : (
        'No checkpoint is in the storage outside yet.'
      )}
      {late && ' Later ones do not get there: the log of the server says why.'}
    </p>
  )
}

function Broken({
  verification: { seq, problem, sound, at },
}: {
  verification: Extract<VerificationView, { state: 'broken' }>
}) {
  return (
    <>
      <p className="tn font-medium text-failed">
        Broken at{' '}
        <Link href={`/audit?entry=${seq}&before=${seq + 50}`} className="underline">
          entry {formatCount(seq)}
        </Link>
      </p>
      <p className="tn text-ink-2">
        {BREAK_WORDS[problem]} {sound !== null && `The ${formatCount(sound)} before it are sound. `}
        Found at <Time at={at} seconds />.
      </p>
    </>
  )
}
