import { defineRoute } from '#lib/access/define-route.ts'
import { findPackage, openPackage, recordExport } from '#lib/retention/hand-out-package.ts'
import { packageInput } from '#lib/retention/model.ts'
import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

/** A package that is ready. That somebody took it is on the record before its first byte. */
export const GET = defineRoute({
  name: 'archive.exported',
  permission: 'archive.export',
  input: packageInput,
  scope: (tx, { params }) => findPackage(tx, params.id),
  audit: 'none', // recordExport keeps it, together with the row of who had it
  run: async ({ actor, address, scoped, requestId }) => {
    await recordExport(database(), { actor, address, requestId }, scoped)
    return openPackage(actor, scoped)
  },
})
