import { Hourglass } from 'lucide-react'
import type { Metadata } from 'next'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { NewRule } from '#components/retention/new-rule.tsx'
import { RuleTable } from '#components/retention/rule-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { requireActor, requirePermission } from '#lib/access/require-actor.ts'
import { listRules, ruleChoices } from '#lib/retention/queries.ts'

export const metadata: Metadata = { title: 'Retention' }

export default async function Page() {
  const actor = await requireActor()
  await requirePermission(actor, 'retention.manage')
  const [rules, choices] = await Promise.all([listRules(actor), ruleChoices(actor)])
  return (
    <>
      <AdminHead
        title="Retention"
        about="How long recordings are kept. Of several rules the longest holds; a hold beats them all"
      >
        <NewRule choices={choices} />
      </AdminHead>
      {rules.length === 0 ? (
        <EmptyState icon={<Hourglass aria-hidden="true" />} title="No rules">
          Without a rule every recording is kept for good.
        </EmptyState>
      ) : (
        <ScrollRegion label="Rules" className="min-h-0 flex-1">
          <RuleTable rules={rules} choices={choices} />
        </ScrollRegion>
      )}
    </>
  )
}
