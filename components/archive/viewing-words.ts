import { formatDuration } from '#components/ui/format.ts'
import type { Part, ViewingView } from '#lib/review/model.ts'

/** A player tells every five seconds; whose last word is older does not look any more. */
const NOW_MS = 12_000
const SHOWN = 3

/** What somebody did with a recording: `Watched 38:00 to 42:10`. */
export function viewingWords({ purpose, parts, lastAt }: ViewingView, now: number): string {
  if (purpose === 'downloaded') return 'Downloaded the file'
  if (purpose === 'exported') return 'Took it out as a package'
  const last = parts.at(-1)
  if (!last) return 'Opened it, watched nothing'
  if (now - Date.parse(lastAt) < NOW_MS) return `Watching now, ${partsWords(parts)}`
  return `Watched ${partsWords(parts)}`
}

function partsWords(parts: readonly Part[]): string {
  const shown = parts
    .slice(0, SHOWN)
    .map(([from, to]) => `${formatDuration(from)} to ${formatDuration(to)}`)
    .join(', ')
  const more = parts.length - SHOWN
  return more > 0 ? `${shown} and ${more} more` : shown
}

/** All of them, for who wants to know exactly. */
export const allParts = (parts: readonly Part[]): string =>
  parts.map(([from, to]) => `${formatDuration(from)} to ${formatDuration(to)}`).join(', ')
