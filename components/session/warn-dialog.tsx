'use client'
import { clsx } from 'clsx'
import { useEffect, useId, useRef, useState } from 'react'
import { KeyCaps } from '#components/keys/key-caps.tsx'
import { Button } from '#components/ui/button.tsx'
import { ChoiceChip } from '#components/ui/choice-chip.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Key } from '#components/ui/key.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { Person } from './group-people.ts'
import { onSendKey } from './on-send-key.ts'
import { TooLate } from './too-late.tsx'
import { warningRoom } from './warning-room.ts'

/** Prepared warnings, in the order of their keys. */
const PREPARED = [
  { label: 'Too loud', text: 'Please lower your volume: others cannot follow.' },
  { label: 'Let others speak', text: 'Please let the others speak.' },
  { label: 'Mind your words', text: 'Please mind your words, or a moderator will remove you.' },
  { label: 'Camera', text: 'Please turn your camera to something fit for everybody.' },
] as const

/** A warning to one person: a prepared text or one's own. It lies over their picture until they say they have read it. */
export function WarnDialog({
  person,
  tooLate,
  onClose,
  onSend,
}: {
  person: Person
  /** Why it can no longer be done: said at once, and nothing is sent. */
  tooLate: string | null
  onClose: () => void
  onSend: (text: string) => void
}) {
  const [text, setText] = useState<string>(PREPARED[0].text)
  const fieldId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const untouched = PREPARED.some((prepared) => prepared.text === text)
  // A prepared text stands marked: whoever types writes their own instead of it.
  useEffect(() => {
    if (PREPARED.some((prepared) => prepared.text === text)) field.current?.select()
  }, [text])
  const take = (prepared: string) => {
    setText(prepared)
    field.current?.focus()
    field.current?.select()
  }
  const onDigit = (event: React.KeyboardEvent) => {
    const chosen = untouched && /^[1-9]$/.test(event.key) ? PREPARED[Number(event.key) - 1] : undefined
    if (!chosen || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    take(chosen.text)
  }
  const room = warningRoom(text)
  const ready = text.trim() !== '' && !room.over && tooLate === null
  const send = () => {
    if (ready) onSend(text.trim())
  }
  const name = visibleText(person.name ?? '') || 'this person'
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Warn ${name}`}
      description="They see this over the pictures, and say that they have read it."
      footer={
        <>
          <Button className="h-8!" onClick={onClose}>
            Cancel
            <Key>Esc</Key>
          </Button>
          <Button variant="primary" className="h-8!" disabled={!ready} onClick={send}>
            Send warning
            <KeyCaps keys="mod+Enter" />
          </Button>
        </>
      }
    >
      <TooLate>{tooLate}</TooLate>
      <form
        className="grid gap-3 px-5 pb-[18px]"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={onSendKey(send)}
      >
        <div className="flex flex-wrap gap-1.5">
          {PREPARED.map((prepared, index) => (
            <ChoiceChip key={prepared.label} on={text === prepared.text} onClick={() => take(prepared.text)}>
              <span aria-hidden="true" className="font-mono text-2xs text-ink-2">
                {index + 1}
              </span>
              {prepared.label}
            </ChoiceChip>
          ))}
        </div>
        <TextArea
          ref={field}
          id={fieldId}
          label="Text of the warning"
          rows={3}
          autoFocus
          aria-invalid={room.over}
          aria-describedby={`${fieldId}-room`}
          value={text}
          onKeyDown={onDigit}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex min-h-4 gap-3 text-[0.71875rem] text-ink-2">
          <p className="flex-1 pointer-coarse:invisible">Press 1 to {PREPARED.length}, or type</p>
          <p id={`${fieldId}-room`} role="status" className={clsx(room.over && 'font-medium text-failed')}>
            {room.words}
          </p>
        </div>
      </form>
    </Dialog>
  )
}
