'use client'
import { clsx } from 'clsx'
import {
  CircleDot,
  CircleHelp,
  CircleX,
  DoorOpen,
  Info,
  LogIn,
  LogOut,
  MessageSquareWarning,
  Mic,
  MicOff,
  Square,
  UserX,
  Video,
  VideoOff,
} from 'lucide-react'
import { Age } from '#components/ui/age.tsx'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RowIcon } from './event-words.ts'
import type { TimelineRow as Row, RowTone } from './merge-timeline.ts'

const ICONS: Record<RowIcon, typeof Mic> = {
  disconnect: UserX,
  unpublish: VideoOff,
  mute: MicOff,
  muteAll: MicOff,
  liftMute: Mic,
  warn: MessageSquareWarning,
  startArchive: CircleDot,
  stopArchive: Square,
  session: DoorOpen,
  joined: LogIn,
  left: LogOut,
  published: Video,
  unpublished: VideoOff,
  archive: CircleDot,
  other: Info,
}

const TONES: Record<RowTone, string> = {
  quiet: 'text-ink-3',
  asked: 'text-asked',
  confirmed: 'text-confirmed',
  failed: 'text-failed',
  unconfirmed: 'text-stale',
  recording: 'text-recording',
}

/** One thing that happened: its sign, who did what to whom, the line under it, and when. */
export function TimelineRow({
  row,
  relative,
  onChoosePerson,
}: {
  row: Row
  relative: boolean
  onChoosePerson: (connectionId: string) => void
}) {
  const { connectionId } = row
  return (
    <li
      data-row={row.source}
      className="grid grid-cols-[18px_minmax(0,1fr)_auto] gap-2 py-[7px] pr-4 pl-3.5 text-[0.78125rem] leading-[18px]"
    >
      <span
        className={clsx('grid content-start justify-items-center pt-0.5 [&>svg]:size-3.5', TONES[row.tone])}
      >
        <Sign row={row} />
      </span>
      <span className="min-w-0">
        <span className="flex min-w-0 gap-1">
          <span className="flex-none text-ink-2">{row.lead}</span>{' '}
          {row.whom !== null && connectionId !== null && (
            <button
              type="button"
              onClick={() => onChoosePerson(connectionId)}
              className="flex min-w-0 font-medium hover:underline"
            >
              <PersonName name={row.whom} />
            </button>
          )}
          {row.whom !== null && connectionId === null && (
            <span className="truncate font-medium">{row.whom}</span>
          )}
        </span>
        {row.detail && (
          <span className="wrap-anywhere block text-ink-3 text-xs leading-[17px]">
            {visibleText(row.detail, 300)}
          </span>
        )}
      </span>
      <span className="text-[0.71875rem] text-ink-3">
        {relative ? (
          <>
            <Age since={row.at} /> ago
          </>
        ) : (
          <Time at={row.at} seconds />
        )}
      </span>
    </li>
  )
}

/** What is still open turns; what failed or is not known has the sign of that; the rest the sign of what it was. */
function Sign({ row: { tone, icon } }: { row: Row }) {
  if (tone === 'asked') return <AskedRing />
  if (tone === 'failed') return <CircleX aria-hidden="true" />
  if (tone === 'unconfirmed') return <CircleHelp aria-hidden="true" />
  const Icon = ICONS[icon]
  return <Icon aria-hidden="true" />
}
