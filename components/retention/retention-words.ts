import { formatBytes, formatCount } from '#components/ui/format.ts'
import type { RetentionPreview, RetentionScope } from '#lib/retention/model.ts'

export const SCOPE_WORDS: Record<RetentionScope, string> = {
  all: 'All recordings',
  withFinding: 'With a finding',
  withoutFinding: 'Without a finding',
  withAction: 'With a moderator’s action in them',
}

export const daysWords = (days: number): string => (days === 1 ? '1 day' : `${formatCount(days)} days`)

/** How many would go, and how much. */
export function previewWords({ recordings, bytes, held }: RetentionPreview): string {
  const much = bytes > 0 ? `, ${formatBytes(bytes)}` : ''
  const kept = held > 0 ? ` ${formatCount(held)} more are on hold, and stay.` : ''
  if (recordings === 0) return `Deletes nothing now.${kept}`
  const what = recordings === 1 ? '1 recording' : `${formatCount(recordings)} recordings`
  return `Deletes ${what}${much} within the hour.${kept}`
}
