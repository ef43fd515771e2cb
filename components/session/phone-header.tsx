'use client'
import { ArrowLeft, EllipsisVertical, Mic, MicOff } from 'lucide-react'
import Link from 'next/link'
import { FreshnessSign } from '#components/feed/freshness-sign.tsx'
import { Age, RunningTime } from '#components/ui/age.tsx'
import { Dot } from '#components/ui/dot.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { SessionView } from '#lib/live/model.ts'
import { placesWords } from './places-words.ts'
import { RecordingBadge } from './recording-badge.tsx'
import type { SessionRights } from './session-rights.ts'

/** The head of a session on a phone: what it is in two lines, whether it is recorded, and the rest behind a button. */
export function PhoneHeader({
  session,
  stale,
  rights,
  onMuteAll,
  onLiftMute,
}: {
  session: SessionView
  stale: boolean
  rights: SessionRights
  onMuteAll: () => void
  onLiftMute: () => void
}) {
  return (
    <header className="flex h-13 flex-none items-center gap-1 border-b pr-2 pl-1 sm:hidden">
      <Link
        href="/live"
        aria-label="Back to Live"
        className="grid size-11 flex-none place-items-center text-ink-2"
      >
        <ArrowLeft aria-hidden="true" className="size-5" />
      </Link>
      <div className="min-w-0 flex-1">
        <h1 className="flex font-semibold text-[0.9375rem] leading-[19px]">
          <PersonName name={session.name} fallback="Session without a name" />
        </h1>
        <p className="tn flex items-center gap-1.5 text-ink-2 text-xs">
          {stale ? (
            <span className="truncate text-stale">
              No data <Age since={session.evidenceAt} />
            </span>
          ) : session.live && session.liveSince ? (
            <>
              <Dot className="text-live" />
              <span className="truncate">
                <RunningTime since={session.liveSince} />, {placesWords(session)}
              </span>
            </>
          ) : (
            'Not live'
          )}
          <FreshnessSign />
        </p>
      </div>
      <RecordingBadge archive={session.archive} />
      {rights.has('session.mute') && (
        <Menu
          label="More"
          align="end"
          trigger={
            <IconButton label="More" className="size-11!">
              <EllipsisVertical aria-hidden="true" className="size-5" />
            </IconButton>
          }
        >
          <MenuItem onSelect={onMuteAll} disabled={!session.live}>
            <MicOff aria-hidden="true" />
            Mute all
          </MenuItem>
          {session.muteForced && (
            <MenuItem onSelect={onLiftMute}>
              <Mic aria-hidden="true" />
              Lift mute
            </MenuItem>
          )}
        </Menu>
      )}
    </header>
  )
}
