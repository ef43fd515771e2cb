import { MessageSquareWarning, MicOff, UserX, VideoOff } from 'lucide-react'
import type { Permission } from '#lib/access/permissions.ts'
import type { Person } from './group-people.ts'

export type VerbKind = 'mute' | 'unpublish' | 'warn' | 'disconnect'

/** What can be done with one person, in the order of how much it takes away. */
export type Verb = {
  kind: VerbKind
  label: string
  key: string
  icon: typeof MicOff
  permission: Permission
  /** Whether a dialog asks for something first. */
  asks: 'nothing' | 'text' | 'reason'
}

export const VERBS: readonly Verb[] = [
  { kind: 'mute', label: 'Mute', key: 'm', icon: MicOff, permission: 'participant.mute', asks: 'nothing' },
  {
    kind: 'unpublish',
    label: 'Unpublish',
    key: 'u',
    icon: VideoOff,
    permission: 'participant.unpublish',
    asks: 'reason',
  },
  {
    kind: 'warn',
    label: 'Warn',
    key: 'w',
    icon: MessageSquareWarning,
    permission: 'participant.warn',
    asks: 'text',
  },
  {
    kind: 'disconnect',
    label: 'Remove',
    key: 'r',
    icon: UserX,
    permission: 'participant.remove',
    asks: 'reason',
  },
]

/** Why a verb makes no sense for this person now, as the end of a sentence; null when it does. */
export function hindrance(verb: VerbKind, person: Person | null): string | null {
  if (!person) return 'choose somebody first'
  if (person.kind === 'watcher') return 'watchers are colleagues'
  if (person.left) return 'they have left'
  const needsStream = verb === 'mute' || verb === 'unpublish'
  return needsStream && person.streams.length === 0 ? 'they publish nothing' : null
}
