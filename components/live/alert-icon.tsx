import {
  CircleDot,
  CircleHelp,
  CloudUpload,
  FileWarning,
  FileX,
  Hand,
  HardDrive,
  KeyRound,
  type LucideIcon,
  ScanEye,
  ShieldAlert,
  Timer,
  Trash2,
  Webhook,
} from 'lucide-react'
import type { AlertKind } from '#lib/alerts/model.ts'

const ICON: Record<AlertKind, LucideIcon> = {
  unexplainedForce: ShieldAlert,
  grantReused: KeyRound,
  personalData: ScanEye,
  actionUnconfirmed: CircleHelp,
  archiveNotStarted: CircleDot,
  archiveStoppedAlone: CircleDot,
  archiveSilent: CircleDot,
  archiveObjection: Hand,
  uploadLost: CloudUpload,
  copyExpiring: Timer,
  copyGone: FileX,
  copyEmpty: FileX,
  fileMissing: FileX,
  fileChanged: FileWarning,
  storageTrouble: HardDrive,
  storageTooPowerful: KeyRound,
  storageUnsafe: HardDrive,
  deletionStuck: Trash2,
  endpointDisabled: Webhook,
}

/** The sign of an alert, by its cause. */
export function AlertIcon({ kind }: { kind: AlertKind }) {
  const Icon = ICON[kind]
  return <Icon aria-hidden="true" />
}
