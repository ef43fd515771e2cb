import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { KeyTable } from '#components/api-key/key-table.tsx'
import { MakeKey } from '#components/api-key/make-key.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { keyChoices, listKeys } from '#lib/keys/queries.ts'

export const metadata: Metadata = { title: 'API keys' }

export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'apiKey.manage')
  const keys = await listKeys(actor)
  return (
    <>
      <AdminHead title="API keys" about="For programs that read what is live">
        <MakeKey choices={await keyChoices(actor)} />
      </AdminHead>
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden="true" />} title="No API keys">
          Make one for each program, so that each can be revoked alone.
        </EmptyState>
      ) : (
        <ScrollRegion label="API keys" className="min-h-0 flex-1">
          <KeyTable keys={keys} />
        </ScrollRegion>
      )}
    </>
  )
}
