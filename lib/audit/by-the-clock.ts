import 'server-only'
import { newId } from '#lib/system/ids.ts'
import type { AuditAuthor } from './record-audit.ts'

/** An entry about what nobody did: it was due. */
export const byTheClock = (): AuditAuthor & { phase: 'event' } => ({
  phase: 'event',
  actorId: null,
  deviceId: null,
  address: null,
  requestId: newId(),
})
