import type { ReactNode } from 'react'
import { Age, RunningTime } from '#components/ui/age.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { formatCount, formatDuration } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ArchiveView, SessionView } from '#lib/live/model.ts'
import { stoppedAfter } from './stopped-after.ts'

/** What is known of a session, name by name. */
export function InspectorFacts({ session }: { session: SessionView }) {
  const { platformId, projectName, mode, capacity, connections, liveSince, archive, muteForced } = session
  return (
    <dl className="grid grid-cols-[104px_minmax(0,1fr)] items-baseline gap-y-1.5 px-4 py-4">
      <Fact name="Session ID">
        <CopyId id={platformId} what="session ID" />
      </Fact>
      <Fact name="Project">
        <PersonName name={projectName} className="block" />
      </Fact>
      <Fact name="Media">{mediaWords(mode)}</Fact>
      <Fact name="People">
        {capacity === null
          ? `${formatCount(connections)}, no limit set`
          : `${formatCount(connections)} of ${formatCount(capacity)} places`}
      </Fact>
      <Fact name="Started">
        {liveSince ? (
          <>
            <Time at={liveSince} seconds />, <Age since={liveSince} /> ago
          </>
        ) : (
          'Not known'
        )}
      </Fact>
      <Fact name="Archive">
        {archive ? (
          <>
            <ArchiveNow archive={archive} />
            {archive.startedBy && (
              <span className="block truncate text-ink-2 text-xs">
                started by <PersonName name={archive.startedBy} />
              </span>
            )}
          </>
        ) : mode === 'relayed' ? (
          'Not possible in a relayed session'
        ) : (
          'Off'
        )}
      </Fact>
      {muteForced && <Fact name="Sound">Whoever comes in is muted</Fact>}
    </dl>
  )
}

/** Only what still takes pictures counts on. */
function ArchiveNow({ archive }: { archive: ArchiveView }) {
  if (archive.state === 'recording')
    return <>Recording {archive.startedAt && <RunningTime since={archive.startedAt} />}</>
  if (archive.state !== 'stopping') return archive.state === 'paused' ? 'Paused' : 'Starting'
  const seconds = stoppedAfter(archive)
  return <>File is being made{seconds !== null && `, stopped after ${formatDuration(seconds)}`}</>
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="tn min-w-0">{children}</dd>
    </>
  )
}

function mediaWords(mode: SessionView['mode']): string {
  if (mode === 'relayed') return 'Relayed, end-to-end encrypted'
  return mode === 'routed' ? 'Routed' : 'Not known yet'
}
