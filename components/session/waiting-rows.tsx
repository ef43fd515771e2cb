'use client'
import { useKeys } from '#components/keys/use-keys.ts'
import type { Waiting } from '#components/live/held-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'

/** What waits outside of a list that is held: "4 new, 2 gone", and the way to let it in. */
export function WaitingRows({ waiting, onLetIn }: { waiting: Waiting; onLetIn: () => void }) {
  const words = [waiting.added > 0 && `${waiting.added} new`, waiting.ended > 0 && `${waiting.ended} gone`]
  const said = words.filter(Boolean).join(', ')
  useKeys([{ keys: '.', label: 'Let new rows in', group: 'This session', run: onLetIn }], said !== '')
  if (said === '') return null
  return (
    <div className="absolute inset-x-0 bottom-2 z-10 flex justify-center">
      <Button size="sm" onClick={onLetIn} className="shadow-menu">
        {said}
        <Key>.</Key>
      </Button>
    </div>
  )
}
