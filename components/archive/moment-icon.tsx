import {
  CircleDot,
  DoorOpen,
  Info,
  LogIn,
  LogOut,
  type LucideIcon,
  MessageSquareWarning,
  Mic,
  MicOff,
  Square,
  UserX,
  Video,
  VideoOff,
} from 'lucide-react'
import type { Moment } from './moments.ts'

const ICONS: Record<Moment['icon'], LucideIcon> = {
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

/** Colour of a moment by how far what it tells got. */
export const MOMENT_TONES: Record<Moment['tone'], string> = {
  quiet: 'text-ink-2',
  asked: 'text-asked',
  confirmed: 'text-confirmed',
  failed: 'text-failed',
  unconfirmed: 'text-stale',
  recording: 'text-recording',
}

/** The sign of what happened. */
export function MomentIcon({ icon }: Pick<Moment, 'icon'>) {
  const Icon = ICONS[icon]
  return <Icon aria-hidden="true" />
}
