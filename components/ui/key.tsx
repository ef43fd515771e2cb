import type { ReactNode } from 'react'

/** A key cap. On a button it repeats what the label of the button already says, so it is not read out. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-xs bg-overlay px-1 font-medium font-mono text-[0.65625rem] text-ink-2 leading-none ring-1 ring-line-2 ring-inset in-data-[variant=danger]:bg-on-danger/16 in-data-[variant=danger]:text-inherit in-data-[variant=danger]:ring-0 in-data-[variant=primary]:bg-current/10 in-data-[variant=primary]:text-inherit in-data-[variant=primary]:ring-0"
    >
      {children}
    </span>
  )
}
