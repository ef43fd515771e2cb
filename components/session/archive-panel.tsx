'use client'
import { CircleDot, Square } from 'lucide-react'
import Link from 'next/link'
import { stoppedAfter } from '#components/live/stopped-after.ts'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { formatDuration } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { ArchiveView, SessionView } from '#lib/live/model.ts'
import { ARCHIVE_WORDS, isRunning } from './archive-state.ts'
import type { Person } from './group-people.ts'
import { hindranceToStart } from './hindrance-to-start.ts'
import { LastSessionOutcome } from './last-session-outcome.tsx'
import { RecordingAlarms } from './recording-alarms.tsx'
import { RecordingBadge } from './recording-badge.tsx'
import { RecordingRequest } from './recording-request.tsx'
import type { SessionRights } from './session-rights.ts'
import type { ShownAction } from './shown-action.ts'
import type { Recorder } from './use-recorder.ts'
import { WhoIsInIt } from './who-is-in-it.tsx'

export type ArchivePanelProps = {
  session: SessionView
  archives: readonly ArchiveView[]
  people: readonly Person[]
  rights: SessionRights
  recorder: Recorder
  actions: readonly ShownAction[]
  onStart: () => void
  onStop: (archiveId: string) => void
  onAgain: (action: ShownAction) => void
  onDismiss: (id: string) => void
}

/** The recording: whether one runs and who began it, start and stop, and what was recorded here before. */
export function ArchivePanel(props: ArchivePanelProps) {
  const { session, archives, rights, recorder, actions, onStart, onStop } = props
  const running = archives.find(({ state }) => isRunning(state)) ?? null
  const why = running ? null : hindranceToStart(session, recorder.right)
  const request = running ? null : (recorder.right?.request ?? null)
  const asks = recorder.right?.verdict === 'ask'
  const last = actions.find(
    ({ kind, dismissed }) => !dismissed && (kind === 'startArchive' || kind === 'stopArchive'),
  )
  return (
    <section aria-label="Archive">
      <div className="mb-2 flex items-center">
        <h2 className="flex-1 font-[550]">Archive</h2>
        <RecordingBadge archive={running} />
      </div>
      <p className="text-ink-2 text-xs leading-[17px]">
        {running ? (
          <Running archive={running} agreedBy={agreedBy(actions, running.id)} />
        ) : (
          (why ?? (asks ? 'A second person must agree to a recording.' : 'Nothing is being recorded.'))
        )}
      </p>
      {running && <WhoIsInIt archive={running} people={props.people} />}
      <RecordingAlarms alerts={session.openAlerts} />
      <div className="mt-2 flex gap-1.5 empty:hidden">
        {running && rights.has('archive.stop') && (
          <Button className="flex-1" onClick={() => onStop(running.id)} aria-keyshortcuts="a">
            <Square aria-hidden="true" className="size-3" />
            Stop
            <Key>a</Key>
          </Button>
        )}
        {!running && request?.state !== 'waiting' && rights.has('archive.start') && (
          <Button className="flex-1" disabled={why !== null} onClick={onStart} aria-keyshortcuts="a">
            <CircleDot aria-hidden="true" className="size-3.5" />
            {asks ? 'Ask to record' : 'Start recording'}
            <Key>a</Key>
          </Button>
        )}
      </div>
      {request && <RecordingRequest request={request} answers={recorder.answers} />}
      <FormProblem>{recorder.problem}</FormProblem>
      {last && <LastSessionOutcome action={last} onAgain={props.onAgain} onDismiss={props.onDismiss} />}
      <Earlier
        archives={archives.filter(({ state }) => !isRunning(state))}
        mayOpen={rights.has('archive.view')}
      />
    </section>
  )
}

/** Who agreed to the recording that runs, when it needed somebody. */
function agreedBy(actions: readonly ShownAction[], archiveId: string): string | null {
  const start = actions.find(
    ({ kind, targets }) =>
      kind === 'startArchive' && targets.some((target) => target.archiveId === archiveId),
  )
  return start?.approvedBy ?? null
}

function Running({ archive, agreedBy: agreed }: { archive: ArchiveView; agreedBy: string | null }) {
  return (
    <>
      {archive.state === 'recording' ? 'Recording' : ARCHIVE_WORDS[archive.state]}
      {archive.startedAt && (
        <>
          {' '}
          since <Time at={archive.startedAt} />
        </>
      )}
      .<br />
      {archive.startedBy
        ? `Started by ${visibleText(archive.startedBy)}.`
        : 'Not authorized here: the session records itself, or another program began it.'}
      {agreed !== null && ` Agreed to by ${visibleText(agreed)}.`}
    </>
  )
}

function Length({ seconds }: { seconds: number | null }) {
  return seconds !== null && <span className="tn text-ink-3">{formatDuration(seconds)}</span>
}

function Earlier({ archives, mayOpen }: { archives: readonly ArchiveView[]; mayOpen: boolean }) {
  const shown = archives.slice(0, 3)
  if (shown.length === 0) return null
  return (
    <ul className="mt-2 grid gap-1 text-xs">
      {shown.map((archive) => (
        <li key={archive.id} className="flex items-baseline gap-2 text-ink-2">
          <span className="flex-1 truncate">
            {mayOpen ? (
              <Link
                href={`/archives/${archive.id}`}
                className="underline decoration-edge underline-offset-2 hover:text-ink"
              >
                {archive.startedAt ? <Time at={archive.startedAt} /> : 'Recording'}
              </Link>
            ) : (
              archive.startedAt && <Time at={archive.startedAt} />
            )}
            , {ARCHIVE_WORDS[archive.standing].toLowerCase()}
          </span>
          <Length seconds={stoppedAfter(archive)} />
        </li>
      ))}
    </ul>
  )
}
