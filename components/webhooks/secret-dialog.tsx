'use client'
import { ShownOnceDialog } from '#components/ui/shown-once-dialog.tsx'

/** A signing secret that was just made. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <ShownOnceDialog
      title="Signing secret"
      label="Signing secret"
      text={secret}
      about="By it the program tells that a message comes from here and that nobody changed it; how stands in docs/webhooks.md."
      onClose={onClose}
    />
  )
}
