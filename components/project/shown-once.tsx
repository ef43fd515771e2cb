'use client'
import { Check, Copy } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FIELD } from '#components/ui/input.tsx'
import { useCopy } from '#components/ui/use-copy.ts'

/** A secret that was just made: shown now, and never again. */
export function ShownOnce({
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
  const { copied, copy } = useCopy()
  const Icon = copied ? Check : Copy
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
      <div className="grid gap-2 px-5 pb-5">
        <div className="flex gap-2">
          <input
            aria-label={label}
            readOnly
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            className={`${FIELD} h-8 min-w-0 flex-1 px-2 font-mono text-xs`}
          />
          <Button variant="primary" className="h-8!" onClick={() => copy(text)}>
            <Icon aria-hidden="true" className="size-3.5" />
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
        <p className="text-ink-2 text-xs">{about}</p>
      </div>
    </Dialog>
  )
}
