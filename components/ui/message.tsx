import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type MessageProps = {
  icon: ReactNode
  title: string
  children: ReactNode
  actions?: ReactNode
}

/** What stands where content would be: a sign, what is so, and the next step. */
export function Message({
  icon,
  title,
  children,
  actions,
  failed = false,
}: MessageProps & { failed?: boolean }) {
  return (
    <div className="grid h-full min-h-64 place-items-center p-6 text-center">
      <div className="flex max-w-xs flex-col items-center">
        <span
          className={clsx(
            'mb-3 grid size-10 place-items-center rounded-lg [&>svg]:size-5',
            failed ? 'bg-failed-bg text-failed' : 'bg-raised text-ink-2 ring-1 ring-line ring-inset',
          )}
        >
          {icon}
        </span>
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="mt-1 text-balance text-ink-2">{children}</p>
        {actions && <div className="mt-4 flex gap-2">{actions}</div>}
      </div>
    </div>
  )
}
