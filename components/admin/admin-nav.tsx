'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

const ITEM =
  'flex h-8 items-center rounded-md px-2.5 text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-10 max-sm:flex-none'

/** The parts of Administration that somebody may open; a row that scrolls on a phone. */
export function AdminNav({ sections }: { sections: readonly { href: string; label: string }[] }) {
  const pathname = usePathname()
  return (
    <nav
      aria-label="Administration"
      className="flex w-44 flex-none flex-col gap-px overflow-y-auto border-r p-2 max-sm:w-auto max-sm:flex-row max-sm:overflow-x-auto max-sm:border-r-0 max-sm:border-b"
    >
      {sections.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
          className={ITEM}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
