'use client'
import { Hourglass, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RetentionPage, RuleView } from '#lib/retention/model.ts'
import { daysWords, SCOPE_WORDS } from './retention-words.ts'
import { type RuleChange, RuleDialog } from './rule-dialog.tsx'

/** The rules by which recordings go, and the way to change them: with what that would delete, before it does. */
export function RetentionScreen({ page }: { page: RetentionPage }) {
  const { rules, projects, everywhere } = page
  const [change, setChange] = useState<RuleChange | null>(null)
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5">
        <p className="min-w-0 flex-1 text-ink-2">
          Of several rules that apply the longest holds. A hold stands above all of them. Without any, a
          recording is kept for good.
        </p>
        <Button variant="primary" onClick={() => setChange({ kind: 'add' })}>
          Add a rule
        </Button>
      </div>
      {rules.length === 0 ? (
        <EmptyState icon={<Hourglass aria-hidden="true" />} title="No rules">
          Nothing is deleted by itself: every recording is kept for good.
        </EmptyState>
      ) : (
        <ScrollRegion label="Rules of retention" className="min-h-0 flex-1">
          <ul className="divide-y">
            {rules.map((rule) => (
              <Rule key={rule.id} rule={rule} onChange={setChange} />
            ))}
          </ul>
        </ScrollRegion>
      )}
      {change && (
        <RuleDialog
          change={change}
          projects={projects}
          everywhere={everywhere}
          onClose={() => setChange(null)}
        />
      )}
    </>
  )
}

function Rule({ rule, onChange }: { rule: RuleView; onChange: (change: RuleChange) => void }) {
  const { name, scope, keepDays, projectName, createdBy, mayChange } = rule
  return (
    <li className="grid grid-cols-[minmax(0,2fr)_minmax(0,2fr)_6rem_minmax(0,1fr)_auto] items-center gap-3 px-4 py-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="min-w-0 truncate font-medium">{visibleText(name, 80)}</span>
      <span className="text-ink-2 max-sm:col-span-2 max-sm:row-start-2">
        {SCOPE_WORDS[scope]}, {projectName === null ? 'all projects' : visibleText(projectName)}
      </span>
      <span className="tn max-sm:col-start-1 max-sm:row-start-3">{daysWords(keepDays)}</span>
      <PersonName name={createdBy} className="text-ink-2 max-sm:hidden" />
      <span className="flex justify-end gap-1.5">
        {mayChange && (
          <>
            <Button
              aria-label={`Change ${visibleText(name, 80)}`}
              onClick={() => onChange({ kind: 'change', rule })}
            >
              <Pencil aria-hidden="true" className="size-3.5" />
            </Button>
            <Button
              aria-label={`Remove ${visibleText(name, 80)}`}
              onClick={() => onChange({ kind: 'remove', rule })}
            >
              <Trash2 aria-hidden="true" className="size-3.5" />
            </Button>
          </>
        )}
      </span>
    </li>
  )
}
