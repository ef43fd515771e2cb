import { CircleDot, CircleHelp, Hand, KeyRound, type LucideIcon, ScanEye, ShieldAlert } from 'lucide-react'
import type { AlertKind } from '#lib/live/model.ts'

const ICON: Record<AlertKind, LucideIcon> = {
  unexplainedForce: ShieldAlert,
  grantReused: KeyRound,
  personalData: ScanEye,
  actionUnconfirmed: CircleHelp,
  archiveNotStarted: CircleDot,
  archiveStoppedAlone: CircleDot,
  archiveSilent: CircleDot,
  archiveObjection: Hand,
}

/** The sign of an alert, by its cause. */
export function AlertIcon({ kind }: { kind: AlertKind }) {
  const Icon = ICON[kind]
  return <Icon aria-hidden="true" />
}
