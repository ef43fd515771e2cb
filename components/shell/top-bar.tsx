'use client'
import { Search } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Bell } from '#components/alerts/bell.tsx'
import { FreshnessSign } from '#components/feed/freshness-sign.tsx'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useOverlays } from './overlays.tsx'
import { ProjectSwitcher } from './project-switcher.tsx'

export type PathStep = { label: string; href: string }

/**
 * The bar over a page: which project, where this page hangs, the way to anything else, and how fresh all of it is.
 * `project` fixes the switcher to the project a page belongs to; without `switcher` a page cannot be narrowed to one. A phone has the page's own head instead.
 */
export function TopBar({
  project,
  path = [],
  switcher = true,
}: {
  project?: string
  path?: readonly PathStep[]
  switcher?: boolean
}) {
  return (
    <header className="flex h-(--topbar) flex-none items-center gap-3 border-b pr-3 pl-4 max-sm:hidden">
      <div className="flex min-w-0 flex-1 items-center gap-2">
        {switcher && <ProjectSwitcher {...(project !== undefined && { project })} />}
        {path.map(({ label, href }, index) => (
          <span key={href} className="flex items-center gap-2 text-ink-2 text-xs">
            {(switcher || index > 0) && (
              <span aria-hidden="true" className="text-ink-3">
                /
              </span>
            )}
            <Link href={href} className="hover:text-ink">
              {label}
            </Link>
          </span>
        ))}
      </div>
      <PaletteTrigger />
      <div className="flex flex-1 items-center justify-end gap-3">
        <FreshnessSign />
        <Bell />
      </div>
    </header>
  )
}

function PaletteTrigger(): ReactNode {
  const { open } = useOverlays()
  return (
    <button
      type="button"
      onClick={() => open('palette')}
      className="flex h-[30px] w-[340px] min-w-0 items-center gap-2 rounded-md bg-surface pr-1.5 pl-2.5 text-ink-2 ring-1 ring-line-2 ring-inset transition-colors duration-(--fast) hover:bg-hover max-lg:w-52"
    >
      <Search aria-hidden="true" className="size-3.5 flex-none" />
      <span className="min-w-0 flex-1 truncate">Find a session or a place</span>
      <KeyCaps keys="mod+k" />
    </button>
  )
}
