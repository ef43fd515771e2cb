'use client'
import { useState } from 'react'
import { KeyCaps } from '#components/keys/key-caps.tsx'
import { RunningTime } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Key } from '#components/ui/key.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { FLAG_WORDS } from './flag-words.ts'
import type { Person } from './group-people.ts'
import { reasonToSend } from './match-reason.ts'
import { onSendKey } from './on-send-key.ts'
import { ReasonPicker } from './reason-picker.tsx'
import { TOLD } from './told-words.ts'
import { TooLate } from './too-late.tsx'

export type ReasonQuestion = { verb: 'disconnect' | 'unpublish'; person: Person }

const WORDS: Record<ReasonQuestion['verb'], { title: string; button: string }> = {
  disconnect: { title: 'Remove', button: 'Remove' },
  unpublish: { title: 'Unpublish', button: 'Unpublish' },
}

/** Asks why before something is taken from a person, and shows what they will be told. */
export function ReasonDialog({
  question,
  reasons,
  lastReason,
  tooLate,
  onClose,
  onSend,
}: {
  question: ReasonQuestion
  reasons: readonly string[]
  /** What was given for this person before: offered first. */
  lastReason: string | null
  /** Why it can no longer be done: said at once, and nothing is sent. */
  tooLate: string | null
  onClose: () => void
  onSend: (reason: string) => void
}) {
  const { verb, person } = question
  const [typed, setTyped] = useState(lastReason ?? '')
  const reason = reasonToSend(typed, reasons)
  const name = visibleText(person.name ?? '') || 'this person'
  const [missing, setMissing] = useState(0)
  const send = () => {
    if (tooLate !== null) return
    if (reason !== null) onSend(reason)
    else setMissing((times) => times + 1)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${WORDS[verb].title} ${name}?`}
      bare
      className="sm:w-[600px] sm:top-[92px]"
      footer={
        <>
          <Button className="h-8!" onClick={onClose}>
            Cancel
            <Key>Esc</Key>
          </Button>
          <Button
            variant="danger"
            className="h-8!"
            disabled={reason === null || tooLate !== null}
            onClick={send}
          >
            {WORDS[verb].button}
            <KeyCaps keys="mod+Enter" />
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={onSendKey(send)}
      >
        <Head person={person} title={`${WORDS[verb].title} ${name}?`} />
        <TooLate>{tooLate}</TooLate>
        <div className="grid gap-4 px-5 pb-[18px]">
          <ReasonPicker reasons={reasons} typed={typed} onType={setTyped} missing={missing} />
          <div>
            <h3 className="mb-[7px] font-[550] text-[0.78125rem]">What they will see</h3>
            <p className="rounded-md bg-surface px-2.5 py-[7px] text-[0.78125rem] text-ink-2 leading-[18px]">
              “{TOLD[verb]}”
            </p>
          </div>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

function Head({ person, title }: { person: Person; title: string }) {
  return (
    <div className="flex items-center gap-3 px-5 pt-4 pb-3.5">
      <Avatar name={person.name ?? '?'} size="lg" />
      <div className="min-w-0 flex-1">
        <p aria-hidden="true" className="truncate font-semibold text-[0.9375rem] leading-5">
          {title}
        </p>
        <p className="text-[0.78125rem] text-ink-2">
          {person.kind === 'publisher' ? 'Publisher' : 'Subscriber'}
          {person.since && (
            <>
              , connected <RunningTime since={person.since} />
            </>
          )}
        </p>
      </div>
      {person.flags.map((flag) => (
        <Badge key={flag} tone="alert">
          {FLAG_WORDS[flag]}
        </Badge>
      ))}
    </div>
  )
}
