'use client'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ShownOnce } from './shown-once.tsx'

/** A secret that was just made: shown now, and never again. */
export function ShownOnceDialog({
  title,
  label,
  text,
  about,
  onClose,
}: {
  title: string
  label: string
  text: string
  about: string
  onClose: () => void
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description="Shown this once: nobody can look it up later."
      footer={
        <Button className="h-8!" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="px-5 pb-5">
        <ShownOnce label={label} value={text}>
          {about}
        </ShownOnce>
      </div>
    </Dialog>
  )
}
