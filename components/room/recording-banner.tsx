'use client'
import { Button } from '#components/ui/button.tsx'
import { Dot } from '#components/ui/dot.tsx'
import type { RoomNotice } from './use-recording-notice.ts'

const TITLE = {
  begins: 'This session is about to be recorded',
  runs: 'This session is being recorded',
  off: 'You object to being recorded',
}

/**
 * That the session is recorded or about to be, by whose authority, and what one may do about it: there for as long as it is,
 * and never behind anything. Who objects reads that afterwards too, and can take it back.
 */
export function RecordingBanner({ recording }: { recording: RoomNotice }) {
  const { state, by, objections, objects, problem, pending, object, takeBack } = recording
  if (state === 'off' && !objects) return null
  return (
    <section
      aria-label="Recording"
      className="flex items-center gap-3 rounded-[10px] bg-recording-bg px-3.5 py-2.5 text-[0.84375rem] max-sm:flex-col max-sm:items-stretch"
    >
      {state !== 'off' && <Dot className="size-[9px]! flex-none text-recording max-sm:hidden" />}
      <p className="wrap-anywhere min-w-0 flex-1">
        <strong className="font-semibold">{TITLE[state]}</strong>{' '}
        <span className="text-ink-2">{state === 'off' ? consequence(objections) : `${by}.`}</span>
        {state !== 'off' && objects && (
          <span className="block text-ink-2">You object. {consequence(objections)}</span>
        )}
        {problem !== null && (
          <span role="alert" className="block text-failed">
            {problem}
          </span>
        )}
      </p>
      {objects ? (
        <Button className="h-8! max-sm:h-11!" disabled={pending} onClick={takeBack}>
          Take it back
        </Button>
      ) : (
        objections !== 'none' && (
          <Button className="h-8! max-sm:h-11!" disabled={pending} onClick={object}>
            I object
          </Button>
        )
      )}
    </section>
  )
}

function consequence(objections: RoomNotice['objections']): string {
  return objections === 'stop'
    ? 'It is stopped, and nothing is recorded while you are here.'
    : 'The moderators see it.'
}
