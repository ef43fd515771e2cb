'use client'
import { clsx } from 'clsx'
import type { Waveform } from './use-waveform.ts'

const WORDS: Record<Exclude<Waveform['state'], 'drawn'>, string> = {
  waiting: 'Its sound is drawn once it is loaded',
  'too-large': 'Too long for this browser to draw its sound',
  silent: 'No sound in it',
  unreadable: 'This browser cannot draw its sound',
}

/** How loud it is; what has been played is bright. Why there is nothing is said in its place. */
export function SoundLane({ waveform, played }: { waveform: Waveform; played: number }) {
  if (waveform.state !== 'drawn') {
    return <div className="flex h-8 items-center border-b text-ink-2 text-xs">{WORDS[waveform.state]}</div>
  }
  const { peaks } = waveform
  return (
    <div className="flex h-8 items-center gap-px border-b" role="img" aria-label="How loud it is">
      {peaks.map((peak, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={at}
          className={clsx('min-w-0 flex-1 rounded-full', at / peaks.length < played ? 'bg-ink' : 'bg-line-2')}
          style={{ height: `${Math.max(6, peak * 100)}%` }}
        />
      ))}
    </div>
  )
}
