import { defineRoute } from '#lib/access/define-route.ts'
import { auditKey } from '#lib/audit/audit-key.ts'
import { certificateOf, findCertified } from '#lib/retention/certificate.ts'
import { certificatePdf } from '#lib/retention/certificate-pdf.ts'
import { certificateInput } from '#lib/retention/model.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

/** The certificate of a recording that was deleted, to hand over. */
export const GET = defineRoute({
  name: 'archive.certificate',
  permission: 'archive.view',
  input: certificateInput,
  scope: (tx, { params }) => findCertified(tx, params.id),
  audit: (_input, { archiveId }) => ({ subject: `archive:${archiveId}` }),
  run: async ({ scoped }) => {
    const pdf = await certificatePdf(await certificateOf(database(), scoped, auditKey(env())))
    return new Response(Buffer.from(pdf), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="deletion-${scoped.archiveId}.pdf"`,
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
