'use client'
import { useCallback, useMemo, useRef } from 'react'
import { useSession } from '#components/feed/use-session.ts'
import { useNow } from '#components/ui/use-now.ts'
import { useSessionConnection } from '#components/video/use-session-connection.ts'
import type { SessionSnapshot } from '#lib/live/model.ts'
import { findPerson, groupPeople, type PeopleGroups, type Person } from './group-people.ts'
import { issueWatching } from './issue-watching.ts'
import { mergeTimeline } from './merge-timeline.ts'
import type { Me, SessionRights } from './session-rights.ts'
import { tilesOf } from './tiles-of.ts'
import { useModeration } from './use-moderation.ts'
import type { SessionUrl } from './use-session-url.ts'
import { useSoundReports } from './use-sound-reports.ts'

/** Everything the session's page knows: the record by the feed, the pictures by its own connection, and what can be done. */
export function useSessionRoom(snapshot: SessionSnapshot, me: Me, rights: SessionRights, url: SessionUrl) {
  const state = useSession(snapshot)
  const { session, connections, streams, events, archives, samples } = state
  const onRoomMute = useRef<(active: boolean) => void>(() => {})
  const { connection, view } = useSessionConnection({
    issue: () => issueWatching(session.id),
    onRoomMute: (active) => onRoomMute.current(active),
    atOnce: rights.has('session.watch') && session.live,
  })
  onRoomMute.current = useSoundReports(session.id, state.actions, streams, view.streams)
  const moderation = useModeration({
    sessionId: session.id,
    records: state.actions,
    me,
    connection,
    platformIdOf: (streamId) => streams.get(streamId)?.platformId ?? null,
  })
  const now = useNow(5_000)
  const groups = useMemo(
    () => groupPeople(connections.values(), streams.values(), { now, order: url.order, filter: url.filter }),
    [connections, streams, now, url.order, url.filter],
  )
  /** Whoever is there, whatever the list is narrowed down to. */
  const everybody = useMemo(
    () => peopleInOrder(groupPeople(connections.values(), streams.values(), { now })),
    [connections, streams, now],
  )
  const find = useCallback(
    (id: string) => findPerson(id, connections, streams.values()),
    [connections, streams],
  )
  const tiles = useMemo(
    () => tilesOf(streams.values(), connections, view.streams),
    [streams, connections, view.streams],
  )
  const timeline = useMemo(
    () =>
      mergeTimeline(events, moderation.actions, connections, (id) => streams.get(id)?.connectionId ?? null),
    [events, moderation.actions, connections, streams],
  )
  return {
    session,
    archives,
    samples,
    connection,
    view,
    moderation,
    groups,
    everybody,
    find,
    tiles,
    timeline,
  }
}

export type SessionRoom = ReturnType<typeof useSessionRoom>

/** Everyone in the list, from top to bottom. */
export function peopleInOrder({ publishers, subscribers, watchers, left }: PeopleGroups): Person[] {
  return [...publishers, ...subscribers, ...watchers, ...left]
}
