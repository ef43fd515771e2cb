import type { ActionReply } from '#lib/access/action-reply.ts'
import {
  disconnect,
  liftMute,
  mute,
  muteAll,
  startArchive,
  stopArchive,
  unpublish,
  warn,
} from '#lib/moderation/actions.ts'
import type { ActionKind } from '#lib/moderation/model.ts'
import type { Target } from './shown-action.ts'

type Door = () => Promise<ActionReply<{ actionId: string }>>
type Given = Partial<Target> & { sessionId: string }

const DOORS: Record<ActionKind, (given: Given, reason: string | undefined) => ReturnType<Door>> = {
  disconnect: ({ connectionId }, reason) => disconnect({ connectionId, reason }),
  unpublish: ({ streamId }, reason) => unpublish({ streamId, reason }),
  mute: ({ streamId }, reason) => mute({ streamId, ...(reason && { reason }) }),
  muteAll: ({ sessionId }, reason) => muteAll({ sessionId, ...(reason && { reason }) }),
  liftMute: ({ sessionId }) => liftMute({ sessionId }),
  warn: ({ connectionId }, text) => warn({ connectionId, text }),
  startArchive: ({ sessionId }, reason) => startArchive({ sessionId, ...(reason && { reason }) }),
  stopArchive: ({ archiveId }, reason) => stopArchive({ archiveId, ...(reason && { reason }) }),
}

/** The way to ask the server for this. Every kind has its door; one without does not compile. */
export function doorFor(kind: ActionKind, given: Given, reason: string | undefined): Door {
  return () => DOORS[kind](given, reason)
}
