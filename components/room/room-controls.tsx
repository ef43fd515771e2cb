'use client'
import { clsx } from 'clsx'
import { LogOut, Mic, MicOff, Video, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OwnStream, OwnStreamView } from './own-stream.ts'

/** What somebody can do with themselves: mute, camera, leave. */
export function RoomControls({
  own,
  view,
  hasMicrophone,
  hasCamera,
  onLeave,
}: {
  own: OwnStream | null
  view: OwnStreamView
  hasMicrophone: boolean
  hasCamera: boolean
  onLeave: () => void
}) {
  const on = view.state === 'on' ? view : null
  const audio = on?.audio ?? false
  const video = on?.video ?? false
  return (
    <div role="toolbar" aria-label="Your controls" className="flex gap-[18px]">
      {hasMicrophone && (
        <Control
          label={audio ? 'Mute' : 'Unmute'}
          icon={audio ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
          off={!audio}
          disabled={!on}
          onClick={() => own?.setAudio(!audio)}
        />
      )}
      {hasCamera && (
        <Control
          label={video ? 'Camera off' : 'Camera on'}
          icon={video ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
          off={!video}
          disabled={!on}
          onClick={() => own?.setVideo(!video)}
        />
      )}
      <Control label="Leave" icon={<LogOut aria-hidden="true" />} danger onClick={onLeave} />
    </div>
  )
}

function Control({
  label,
  icon,
  off = false,
  danger = false,
  disabled = false,
  onClick,
}: {
  label: string
  icon: ReactNode
  off?: boolean
  danger?: boolean
  disabled?: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      className="grid min-w-14 justify-items-center gap-[5px] rounded-[14px] text-ink-2 text-xs"
    >
      <span
        className={clsx(
          'grid size-12 place-items-center rounded-[14px] [&>svg]:size-5 [&>svg]:stroke-[1.6]',
          danger
            ? 'bg-danger text-on-danger hover:bg-danger-hover'
            : 'bg-raised text-ink ring-1 ring-line-2 ring-inset hover:bg-overlay',
          off && !danger && 'text-failed!',
        )}
      >
        {icon}
      </span>
      {label}
    </button>
  )
}
