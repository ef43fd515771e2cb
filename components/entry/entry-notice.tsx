import { clsx } from 'clsx'
import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'

/** What happened, above the form it happened to; read out at once. */
export function EntryNotice({
  kind,
  id,
  children,
}: {
  kind: 'failed' | 'done'
  id?: string
  children: ReactNode
}) {
  const Icon = kind === 'failed' ? CircleAlert : CircleCheck
  return (
    <p
      id={id}
      role={kind === 'failed' ? 'alert' : 'status'}
      className={clsx(
        'mb-4 flex gap-2 rounded-md px-3 py-2.5 text-sm',
        kind === 'failed' ? 'bg-failed-bg text-failed' : 'bg-confirmed-bg text-confirmed',
      )}
    >
      <Icon className="mt-0.5 size-4 flex-none" aria-hidden />
      <span>{children}</span>
    </p>
  )
}
