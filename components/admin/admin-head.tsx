import type { ReactNode } from 'react'

/** The head of a part of Administration: its name, what it counts, and its one main button last. */
export function AdminHead({
  title,
  about,
  children,
}: {
  title: string
  about?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="flex min-h-13 flex-none flex-wrap items-center gap-2.5 border-b px-4 py-2">
      <h1 className="font-semibold text-[0.9375rem]">{title}</h1>
      {about && <span className="min-w-0 truncate text-ink-2">{about}</span>}
      <span className="ml-auto flex items-center gap-2">{children}</span>
    </header>
  )
}
