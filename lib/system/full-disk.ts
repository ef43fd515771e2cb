import 'server-only'
import { onceInProcess } from './global.ts'

/** A full disk shows only where something needs a new page, so no question finds it: what was tried in vain is remembered so long. */
const REMEMBERED_MS = 15_000

const last = () => onceInProcess('fullDisk', () => ({ at: Number.NEGATIVE_INFINITY }))

/** The database has just refused a write because its disk is full. */
export function noteFullDisk(): void {
  last().at = performance.now()
}

/** Whether it did so a moment ago, as far as this server knows. */
export const wasFullJustNow = (): boolean => performance.now() - last().at < REMEMBERED_MS
