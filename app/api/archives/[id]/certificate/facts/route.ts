import { defineRoute } from '#lib/access/define-route.ts'
import { auditKey } from '#lib/audit/audit-key.ts'
import { certificateOf, findCertified } from '#lib/retention/certificate.ts'
import { certificateInput } from '#lib/retention/model.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

/** What a certificate of deletion states, with its signature, for a program. */
export const GET = defineRoute({
  name: 'archive.certificate',
  permission: 'archive.view',
  input: certificateInput,
  scope: (tx, { params }) => findCertified(tx, params.id),
  audit: (_input, { archiveId }) => ({ subject: `archive:${archiveId}` }),
  run: async ({ scoped }) => {
    const certificate = await certificateOf(database(), scoped, auditKey(env()))
    return Response.json(certificate, {
      headers: { 'content-disposition': `attachment; filename="deletion-${scoped.archiveId}.json"` },
    })
  },
})
