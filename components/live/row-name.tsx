'use client'
import { ExternalLink, Link2 } from 'lucide-react'
import { GRID_ROLES } from '#components/ui/grid-roles.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { shortenId } from '#components/ui/shorten-id.ts'
import { useCopy } from '#components/ui/use-copy.ts'
import type { SessionView } from '#lib/live/model.ts'
import { sessionPath } from './session-path.ts'
import { RowDot } from './session-row.tsx'

/** A session by its name; under the pointer, what else can be done with a link. Keys do the same (Enter, and the inspector). */
export function RowName({ session, stale }: { session: SessionView; stale: boolean }) {
  const { copied, copy } = useCopy()
  const href = sessionPath(session.id)
  return (
    <span {...GRID_ROLES.cell} className="flex min-w-0 items-center gap-[9px]">
      <RowDot session={session} stale={stale} />
      <PersonName name={session.name} fallback={shortenId(session.platformId)} className="font-medium" />
      {!session.live && <span className="text-xs no-underline">Ended</span>}
      <span className="ml-auto hidden gap-0.5 group-hover:inline-flex">
        <IconButton
          small
          tabIndex={-1}
          label={copied ? 'Copied' : 'Copy link'}
          onClick={(event) => {
            event.stopPropagation()
            copy(new URL(href, location.href).href)
          }}
        >
          <Link2 aria-hidden="true" className="size-3" />
        </IconButton>
        <a
          href={href}
          target="_blank"
          rel="noopener"
          tabIndex={-1}
          aria-label="Open in a new tab"
          title="Open in a new tab"
          onClick={(event) => event.stopPropagation()}
          className="hit-24 grid size-[22px] place-items-center rounded-md text-ink-2 hover:text-ink"
        >
          <ExternalLink aria-hidden="true" className="size-3" />
        </a>
      </span>
    </span>
  )
}
