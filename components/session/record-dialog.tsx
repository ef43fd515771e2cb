'use client'
import { useState } from 'react'
import { KeyCaps } from '#components/keys/key-caps.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Key } from '#components/ui/key.tsx'
import type { RecordingRight } from '#lib/archives/model.ts'
import { onSendKey } from './on-send-key.ts'

/** Asks why a recording is to begin, at once or when a second person agrees; everyone in the session is told that it runs. */
export function RecordDialog({
  right,
  onClose,
  onSend,
}: {
  right: RecordingRight | null
  onClose: () => void
  onSend: (reason: string | undefined) => void
}) {
  const [reason, setReason] = useState('')
  const asks = right?.verdict === 'ask'
  const needsReason = right?.needsReason ?? false
  const mayBeSent = !needsReason || reason.trim() !== ''
  const send = () => mayBeSent && onSend(reason.trim() || undefined)
  const verb = asks ? 'Ask to record' : 'Start recording'
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${verb}?`}
      description={`${asks ? 'It starts when a second person agrees. ' : ''}${right?.notice ?? 'Everyone in the session is told that it runs.'} It stands on the record with your name.${longest(right)}`}
      footer={
        <>
          <Button className="h-8!" onClick={onClose}>
            Cancel
            <Key>Esc</Key>
          </Button>
          <Button variant="primary" className="h-8!" disabled={!mayBeSent} onClick={send}>
            {verb}
            <KeyCaps keys="mod+Enter" />
          </Button>
        </>
      }
    >
      <form
        className="px-5 pb-[18px]"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={onSendKey(send)}
      >
        <Input
          label="Reason, for the record"
          placeholder={`Reason, for the record${needsReason ? '' : ' (optional)'}`}
          required={needsReason}
          maxLength={200}
          autoFocus
          value={reason}
          className="h-8!"
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  )
}

function longest(right: RecordingRight | null): string {
  const minutes = right?.longestMinutes ?? null
  return minutes === null ? '' : ` It is stopped after ${minutes} min.`
}
