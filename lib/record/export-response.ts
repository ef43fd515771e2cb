import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { whileAllowed } from '#lib/access/while-allowed.ts'
import { database } from '#lib/system/database.ts'
import { type ExportFormat, exportEntries } from './export-entries.ts'
import type { EntryFilters } from './model.ts'
import { scopeOf } from './select-entries.ts'

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** Sent as it is read, page by page: the next is read when the last one has gone out, to somebody who may still have it. */
export function exportResponse(
  actor: Actor,
  { format, filters, timeZone }: { format: ExportFormat; filters: EntryFilters; timeZone: string },
): Response {
  const pages = exportEntries(database(), scopeOf(actor, 'audit.export', filters, timeZone), format)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await pages.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await pages.return()
      },
    },
    { highWaterMark: 1 },
  )
  const day = new Date().toISOString().slice(0, 10)
  return new Response(whileAllowed(body, { actor, permission: 'audit.export' }), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="gavel-audit-${day}.${format}"`,
    },
  })
}
