'use client'
import { useState } from 'react'
import { KeyCaps } from '#components/keys/key-caps.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Key } from '#components/ui/key.tsx'
import { onSendKey } from './on-send-key.ts'

/** Asks why a recording is to begin; everyone in the session is told that it runs. */
export function RecordDialog({
  onClose,
  onSend,
}: {
  onClose: () => void
  onSend: (reason: string | undefined) => void
}) {
  const [reason, setReason] = useState('')
  const send = () => onSend(reason.trim() || undefined)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Start recording?"
      description="Everyone in the session is told that it runs. It stands on the record with your name."
      footer={
        <>
          <Button className="h-8!" onClick={onClose}>
            Cancel
            <Key>Esc</Key>
          </Button>
          <Button variant="primary" className="h-8!" onClick={send}>
            Start recording
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
          placeholder="Reason, for the record (optional)"
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
