'use client'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { visibleText } from '#components/ui/visible-text.ts'

type RemoveDialogProps = { name: string; onRemove: () => void; onClose: () => void }

/** Asks once before a factor is taken away. */
export function RemoveDialog({ name, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${visibleText(name, 40)}`}
      description="It does not sign you in any more, and your other devices are signed out."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={onRemove}>
            Remove
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  )
}
