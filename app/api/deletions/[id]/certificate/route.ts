import { defineRoute } from '#lib/access/define-route.ts'
import { auditKey } from '#lib/audit/audit-key.ts'
import { certificateOf, findDone } from '#lib/retention/certificate.ts'
import { certificatePdf } from '#lib/retention/certificate-pdf.ts'
import { certificateInput } from '#lib/retention/model.ts'
import { database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'

export const dynamic = 'force-dynamic'

/** What Gavel states of a deletion that is done: on paper, or as data. */
export const GET = defineRoute({
  name: 'deletion.certificate',
  permission: 'archive.view',
  input: certificateInput,
  scope: (tx, { params }) => findDone(tx, params.id),
  audit: (_input, { id, archiveId }) => ({ subject: `archive:${archiveId}`, details: { deletion: id } }),
  run: async ({ scoped, input: { query } }) => {
    const signed = await certificateOf(database(), scoped.id, auditKey(env()))
    const name = `deletion-${scoped.id}.${query.format}`
    const headers = {
      'Content-Disposition': `attachment; filename="${name}"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    }
    if (query.format === 'json')
      return new Response(`${JSON.stringify(signed, null, 2)}\n`, {
        headers: { ...headers, 'Content-Type': 'application/json' },
      })
    const bytes = await certificatePdf(signed)
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': 'application/pdf' } })
  },
})
