'use client'
import { Shield, Wifi, WifiOff } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { useMedia } from '#components/ui/use-media.ts'
import { visibleText } from '#components/ui/visible-text.ts'
import type { Signal } from '#components/video/session-connection.ts'
import { useSessionConnection } from '#components/video/use-session-connection.ts'
import { acknowledgeWarning } from '#lib/issuing/actions.ts'
import type { RoomTicket } from '#lib/issuing/model.ts'
import { gridShape } from './grid-shape.ts'
import { issueEntry } from './issue-entry.ts'
import { readWarning, type Warning } from './read-warning.ts'
import { RecordingBanner } from './recording-banner.tsx'
import { RoomControls } from './room-controls.tsx'
import { type Notice, NoticeBar, WarningNotice } from './room-notices.tsx'
import type { RoomEnd, RoomStep } from './room-step.ts'
import { RoomFrame, RoomTile } from './room-tile.tsx'
import type { Devices } from './use-devices.ts'
import { useMicrophoneKept } from './use-microphone-kept.ts'
import { useOwnStream } from './use-own-stream.ts'
import { useOwnTrouble } from './use-own-trouble.ts'
import { useRecordingNotice } from './use-recording-notice.ts'
import { useRoomEnd } from './use-room-end.ts'

/** Inside: the others, oneself, what moderators say and do, and whether it is recorded. */
export function RoomCall({
  invite,
  ticket,
  devices,
  onEnd,
}: {
  invite: string
  ticket: RoomTicket
  devices: Devices
  onEnd: (step: RoomStep) => void
}) {
  const [warnings, setWarnings] = useState<readonly Warning[]>([])
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const [issue] = useState(() => issueEntry(invite, ticket))
  const add = useCallback((notice: Notice) => {
    setNotices((all) => [...all.filter(({ kind }) => kind !== notice.kind), notice])
  }, [])
  const remove = (gone: Notice) => setNotices((all) => all.filter((notice) => notice !== gone))
  const told = useRef<(signal: Signal) => void>(() => {})
  const { connection, view } = useSessionConnection({
    issue,
    onSignal: (signal) => {
      told.current(signal)
      const warning = readWarning(signal)
      if (!warning) return
      setWarnings((all) => [...all.filter(({ id }) => id !== warning.id), warning])
      announce('A moderator sent you a warning', 'own')
    },
  })
  const recording = useRecordingNotice(ticket, view.recording !== null)
  told.current = recording.hear
  const recorded = useEver(view.recording !== null)
  const box = useRef<HTMLDivElement>(null)
  const publishes = ticket.role === 'publisher' && (devices.camera !== null || devices.microphone !== null)
  const own = useOwnStream(box, {
    session:
      view.connection.state === 'live' || view.connection.state === 'reconnecting'
        ? connection.session
        : null,
    name: ticket.name,
    devices: publishes ? devices : null,
    onMuted: () => {
      add({ kind: 'muted' })
      announce('Muted by a moderator', 'own')
    },
  })
  useMicrophoneKept(invite, own.view.state === 'on' && devices.microphone !== null ? own.view.audio : null)
  useOwnTrouble(own.view.state === 'failed' ? own.view.why : null, own.view.state === 'taken', add)
  const end = (how: RoomEnd, words?: string) =>
    onEnd({
      step: 'over',
      end: how,
      sessionName: ticket.sessionName,
      projectName: ticket.projectName,
      recorded,
      ...(words && { words }),
    })
  useRoomEnd(view.connection, end)
  const soundBlocked = useCallback(() => add({ kind: 'sound-blocked' }), [add])
  const phone = useMedia('(max-width: 639px)')
  const others = view.streams
  const { columns, rows } = gridShape(others.length + (publishes ? 1 : 0), phone)
  const act = (notice: Notice) => {
    remove(notice)
    if (notice.kind === 'sound-blocked') void window.OT?.unblockAudio()
    if (notice.kind === 'taken' || notice.kind === 'own-failed') own.again()
  }
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <header className="flex h-14 flex-none items-center gap-3 px-5 max-sm:px-3">
        <h1 className="flex min-w-0 font-semibold text-lg tracking-[-0.01em]">
          <PersonName name={ticket.sessionName} fallback="Session" />
        </h1>
        <span className="tn whitespace-nowrap text-ink-2">
          {others.length + (publishes ? 1 : 0)} on camera
        </span>
        <span className="flex-1" />
        <span className="flex min-w-0 items-center gap-[7px] text-ink-2">
          <Shield aria-hidden="true" className="size-3.5 flex-none" />
          <span className="truncate max-sm:sr-only">Moderated by {visibleText(ticket.projectName)}</span>
        </span>
      </header>
      <div className="grid flex-none gap-2 px-5 pb-3 empty:hidden max-sm:px-3">
        <RecordingBanner recording={recording} />
        {warnings.map((warning) => (
          <WarningNotice
            key={warning.id}
            warning={warning}
            onRead={() => {
              setWarnings((all) => all.filter(({ id }) => id !== warning.id))
              // Lost: the warning then stays delivered and not read, which is what is known.
              acknowledgeWarning({ actionId: warning.id, receipt: ticket.receipt }).catch(() => {})
            }}
          />
        ))}
        {notices.map((notice) => (
          <NoticeBar
            key={notice.kind}
            notice={notice}
            onAct={() => act(notice)}
            onClose={() => remove(notice)}
          />
        ))}
      </div>
      <main
        aria-label="People on camera"
        className="grid min-h-0 flex-1 auto-rows-[minmax(120px,1fr)] gap-3 overflow-y-auto p-1 px-5 max-sm:gap-2 max-sm:px-3"
        style={{
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${rows}, minmax(120px, 1fr))`,
        }}
      >
        {publishes && (
          <RoomFrame
            box={box}
            state={own.view.state}
            name={ticket.name}
            label="You"
            hasAudio={own.view.state === 'on' && own.view.audio}
            hasVideo={
              own.view.state === 'on' ? own.view.video : own.view.state === 'starting' && devices.cameraOn
            }
          />
        )}
        {others.map((seen) => (
          <RoomTile key={seen.platformId} connection={connection} seen={seen} onSoundBlocked={soundBlocked} />
        ))}
        {others.length === 0 && !publishes && (
          <p className="grid place-items-center text-ink-2">
            {view.connection.state === 'live' ? 'Nobody is on camera yet.' : 'Joining'}
          </p>
        )}
      </main>
      <footer className="grid h-25 flex-none grid-cols-[1fr_auto_1fr] items-center px-5 max-sm:grid-cols-1 max-sm:justify-items-center">
        <ConnectionSign state={view.connection.state} />
        <RoomControls
          own={own.own}
          view={own.view}
          hasMicrophone={publishes && devices.microphone !== null}
          hasCamera={publishes && devices.camera !== null}
          onLeave={() => end('left')}
        />
        <span className="max-sm:hidden" />
      </footer>
    </div>
  )
}

function ConnectionSign({ state }: { state: string }) {
  const live = state === 'live'
  const words = live ? 'Connected' : state === 'connecting' || state === 'asking' ? 'Joining' : 'Reconnecting'
  return (
    <span role="status" className="flex items-center gap-[9px] text-ink-2 max-sm:sr-only">
      {live ? (
        <Wifi aria-hidden="true" className="size-3.5" />
      ) : (
        <WifiOff aria-hidden="true" className="size-3.5" />
      )}
      {words}
    </span>
  )
}

/** True from the first time on. */
function useEver(now: boolean): boolean {
  const ever = useRef(false)
  if (now) ever.current = true
  return ever.current
}
