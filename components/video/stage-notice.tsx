'use client'
import { Unplug } from 'lucide-react'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ConnectionState } from './connection-state.ts'
import { connectionWords } from './connection-words.ts'

/** Over the pictures, while this browser's connection is not there: what is so, what still works, and the way on. */
export function StageNotice({ connection, onAgain }: { connection: ConnectionState; onAgain: () => void }) {
  const words = connectionWords(connection)
  if (!words) return null
  const busy = connection.state !== 'stopped'
  if (connection.state === 'asking' || connection.state === 'connecting' || connection.state === 'idle')
    return null
  return (
    <div
      data-connection={connection.state}
      className="mb-2 flex items-center gap-2.5 rounded-md bg-stale-bg px-3 py-2 text-[0.78125rem] leading-[18px]"
    >
      <span className="grid w-4 flex-none place-items-center text-stale">
        {busy ? <AskedRing /> : <Unplug aria-hidden="true" className="size-3.5" />}
      </span>
      <p className="min-w-0 flex-1 text-ink-2">
        <strong className="font-[550] text-ink">{words.title}.</strong> {words.what}
        {words.wayOn === 'by-itself' && ' Trying again by itself.'}
      </p>
      {words.wayOn !== null && (
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      )}
    </div>
  )
}
