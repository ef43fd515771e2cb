'use client'
import { useCallback, useRef } from 'react'
import { clock } from '#components/ui/clock.ts'
import { formatAge } from '#components/ui/format.ts'
import { forceUnpublish } from '#components/video/force-unpublish.ts'
import type { SessionConnection } from '#components/video/session-connection.ts'
import { answerUnpublish } from '#lib/moderation/actions.ts'
import type { ActionKind, ActionView } from '#lib/moderation/model.ts'
import { doorFor } from './doors.ts'
import type { Person } from './group-people.ts'
import type { Me } from './session-rights.ts'
import type { ShownAction, Target } from './shown-action.ts'
import { type Actions, useActions } from './use-actions.ts'
import type { VerbKind } from './verbs.ts'

export type Moderation = Actions & {
  /** Does this to a person: to the given stream of theirs, or to the first. */
  act: (verb: VerbKind, person: Person, how?: { reason?: string; streamId?: string | null }) => void
  /** Does this to the session or to its recording. */
  actOnSession: (kind: ActionKind, how?: { reason?: string; archiveId?: string }) => void
  again: (action: ShownAction) => void
}

/** Everything this page can do to people and to the session, with its attempts and their outcomes. */
export function useModeration({
  sessionId,
  records,
  me,
  connection,
  platformIdOf,
}: {
  sessionId: string
  records: readonly ActionView[]
  me: Me
  connection: SessionConnection
  platformIdOf: (streamId: string) => string | null
}): Moderation {
  const actions = useActions(records, me)
  const { ask, refuse, dismiss } = actions
  const latest = useRef(platformIdOf)
  latest.current = platformIdOf

  const perform = useCallback(
    (kind: ActionKind, target: Partial<Target>, reason?: string, name?: string | null) => {
      const ownPart = async (actionId: string) => {
        const platformId = target.streamId ? latest.current(target.streamId) : null
        const answer = platformId === null ? 'not-found' : await forceUnpublish(connection, platformId)
        await answerUnpublish({ actionId, answer })
      }
      ask({
        kind,
        target,
        name: name ?? null,
        door: doorFor(kind, { sessionId, ...target }, reason),
        ...(reason !== undefined && { reason }),
        ...(kind === 'unpublish' && { afterwards: ownPart }),
      })
    },
    [ask, connection, sessionId],
  )

  const act: Moderation['act'] = useCallback(
    (verb, person, { reason, streamId } = {}) => {
      const stream = person.streams.find(({ id }) => id === streamId) ?? person.streams[0]
      const onStream = verb === 'mute' || verb === 'unpublish'
      const target = { connectionId: person.id, ...(onStream && stream && { streamId: stream.id }) }
      if (person.left) return refuse({ kind: verb, target, name: person.name }, leftWords(person.left.at))
      if (onStream && !stream)
        return refuse({ kind: verb, target, name: person.name }, 'they publish nothing')
      perform(verb, target, reason, person.name)
    },
    [perform, refuse],
  )

  const actOnSession: Moderation['actOnSession'] = useCallback(
    (kind, { reason, archiveId } = {}) => perform(kind, archiveId ? { archiveId } : {}, reason),
    [perform],
  )

  const again = useCallback(
    (action: ShownAction) => {
      dismiss(action.id)
      const [target] = action.targets
      perform(action.kind, action.kind === 'muteAll' ? {} : (target ?? {}), action.reason ?? undefined)
    },
    [dismiss, perform],
  )
  return { ...actions, act, actOnSession, again }
}

function leftWords(at: string): string {
  return `they left ${formatAge(clock.now() - Date.parse(at), { tenths: true })} ago`
}
