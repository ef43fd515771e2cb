import type { ReactNode } from 'react'

/** One part of somebody's own page: what it is, one line about it, and its things. */
export function Section({
  title,
  about,
  children,
}: {
  title: string
  about: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="grid gap-3 border-b px-4 py-5">
      <div>
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="text-ink-2 text-sm">{about}</p>
      </div>
      {children}
    </section>
  )
}
