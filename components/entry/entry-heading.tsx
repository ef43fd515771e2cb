import type { ReactNode } from 'react'

/** The page's name and one line below it. */
export function EntryHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h1 className="font-semibold text-[22px] leading-7 tracking-[-0.02em]">{title}</h1>
      <p className="mt-1 mb-5.5 text-[13.5px] text-ink-2">{children}</p>
    </>
  )
}
