import { ShieldCheck } from 'lucide-react'

/** In the place of the verdict, while all of the log is recomputed. */
export function VerifyWait() {
  return (
    <section
      aria-label="Verification"
      className="flex min-h-16 flex-none items-center gap-3 border-b bg-surface px-4 py-2.5 text-ink-2"
    >
      <span className="grid size-9 flex-none place-items-center rounded-lg bg-raised">
        <ShieldCheck aria-hidden="true" className="size-4.5" />
      </span>
      Every hash of the log is being recomputed
    </section>
  )
}
