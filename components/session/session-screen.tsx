'use client'
import { clsx } from 'clsx'
import { useCallback, useMemo, useState } from 'react'
import { FeedBanner } from '#components/feed/feed-banner.tsx'
import { ProjectTrouble } from '#components/live/project-trouble.tsx'
import { RefuseDialog } from '#components/requests/refuse-dialog.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import type { Transport } from '#components/video/transport-words.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { RecordingRight } from '#lib/archives/model.ts'
import type { SessionSnapshot } from '#lib/live/model.ts'
import { ActionBar } from './action-bar.tsx'
import { ArchivePanel, type ArchivePanelProps } from './archive-panel.tsx'
import { CountsPanel } from './counts-panel.tsx'
import { PhoneHeader } from './phone-header.tsx'
import { PhoneSheet } from './phone-sheet.tsx'
import { SessionDialogs } from './session-dialogs.tsx'
import { SessionHeader } from './session-header.tsx'
import type { Me } from './session-rights.ts'
import { concerns } from './shown-action.ts'
import { SidePanels } from './side-panels.tsx'
import { Stage } from './stage.tsx'
import type { Tile } from './tiles-of.ts'
import { useChosen } from './use-chosen.ts'
import { useRecorder } from './use-recorder.ts'
import { useSessionKeys } from './use-session-keys.ts'
import { peopleInOrder, useSessionRoom } from './use-session-room.ts'
import { useSessionStale } from './use-session-stale.ts'
import { useSessionUrl } from './use-session-url.ts'
import { useVerbs } from './use-verbs.ts'
import { WatchingPanel } from './watching-panel.tsx'

/** One session: its pictures, its people, what happened, and what can be done about it. */
export function SessionScreen({
  snapshot,
  me,
  permissions,
  reasons,
  recording,
}: {
  snapshot: SessionSnapshot
  me: Me
  permissions: readonly Permission[]
  reasons: readonly string[]
  recording: RecordingRight | null
}) {
  const rights = useMemo(() => new Set(permissions), [permissions])
  const [url, setUrl] = useSessionUrl()
  const room = useSessionRoom(snapshot, me, rights, url)
  const { session, moderation } = room
  const stale = useSessionStale(session)
  const people = useMemo(() => peopleInOrder(room.groups), [room.groups])
  const choose = useCallback((person: string | null) => setUrl({ person }), [setUrl])
  const chosen = useChosen(room.find, room.tiles, url.person, choose)
  const [listening, setListening] = useState(false)
  const [transport, setTransport] = useState<Transport | null>(null)
  const recorder = useRecorder(snapshot.position, session, recording)
  const verbs = useVerbs(room, chosen, rights, recorder)
  const [searching, setSearching] = useState(false)
  const listen = (tile?: Tile) => {
    if (!chosen.person && !tile) return verbs.chooseFirst()
    if (!chosen.person && tile) chosen.chooseTile(tile)
    void window.OT?.unblockAudio().catch(() => {}) // allowed only from a hand: this is one
    setListening(!listening)
  }
  useSessionKeys({
    people,
    chosen,
    verbs,
    rights,
    recorder,
    listen: () => listen(),
    setUrl,
    search: () => setSearching(true),
  })
  const { person } = chosen
  const last = (person && moderation.actions.find((action) => concerns(action, person))) ?? null
  const bigTile = room.tiles.find(({ platformId }) => platformId === chosen.bigId) ?? null
  // When the person heard has left, another's picture is big; the ear does not go with it by itself.
  const hears = listening && person !== null && bigTile?.connectionId === person.id
  const archive: ArchivePanelProps = {
    session,
    archives: room.archives,
    people: room.everybody,
    rights,
    recorder,
    actions: moderation.actions,
    onStart: verbs.askToRecord,
    onStop: verbs.stopRecording,
    onAgain: moderation.again,
    onDismiss: moderation.dismiss,
  }
  const watching = (
    <WatchingPanel watching={session.watching} me={me} listening={hears ? (bigTile?.name ?? '') : null} />
  )
  return (
    <>
      <TopBar project={session.projectId} path={[{ label: 'Live', href: '/live' }]} />
      <PhoneHeader
        session={session}
        stale={stale}
        rights={rights}
        onMuteAll={verbs.muteAll}
        onLiftMute={verbs.liftMute}
      />
      <SessionHeader
        session={session}
        stale={stale}
        transport={transport}
        rights={rights}
        onMuteAll={verbs.muteAll}
        onLiftMute={verbs.liftMute}
      />
      <FeedBanner />
      {snapshot.project && <ProjectTrouble projects={[snapshot.project]} />}
      <main id="content" className="flex min-h-0 flex-1 max-sm:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col sm:overflow-y-auto max-sm:flex-none">
          <Stage
            room={room}
            people={people}
            bigId={chosen.bigId}
            chosenConnection={person?.id ?? null}
            listening={hears}
            mayWatch={rights.has('session.watch')}
            onChoose={chosen.chooseTile}
            onListen={listen}
            onTransport={setTransport}
          />
          <div className="flex-none max-sm:hidden">
            <ActionBar
              person={person}
              rights={rights}
              last={last}
              missed={verbs.missed}
              onVerb={verbs.press}
              onAgain={moderation.again}
              onDismiss={moderation.dismiss}
            />
          </div>
          <div className="grid min-h-72 flex-1 grid-cols-[minmax(0,1fr)_226px] border-t max-lg:flex-none max-lg:grid-cols-1 max-lg:grid-rows-[13rem_auto] max-sm:hidden">
            <div className="min-h-0 lg:border-r max-lg:border-b">
              <CountsPanel session={session} points={room.samples} actions={moderation.actions} />
            </div>
            <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3">
              <ArchivePanel {...archive} />
              {watching}
            </div>
          </div>
        </div>
        <SidePanels
          room={room}
          chosen={chosen}
          me={me}
          url={url}
          onUrl={setUrl}
          searching={searching}
          onSearching={setSearching}
          archive={
            <div className={clsx('grid gap-4 p-4 sm:hidden')}>
              <ArchivePanel {...archive} />
              {watching}
            </div>
          }
        />
      </main>
      <PhoneSheet
        person={person}
        rights={rights}
        last={last}
        onVerb={verbs.press}
        onAgain={moderation.again}
        onDismiss={moderation.dismiss}
      />
      <SessionDialogs verbs={verbs} reasons={reasons} actions={moderation.actions} recorder={recorder} />
      <RefuseDialog answers={recorder.answers} />
    </>
  )
}
