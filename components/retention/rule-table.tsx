'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { removeRule } from '#lib/retention/actions.ts'
import type { RuleView } from '#lib/retention/model.ts'
import { type RuleChoices, usePreview } from './new-rule.tsx'
import { PreviewNote } from './preview-note.tsx'
import { daysWords, SCOPE_WORDS } from './retention-words.ts'

const CELL = 'px-2 first:pl-4 last:pr-4'

/** The rules that hold, the first made first. */
export function RuleTable({ rules, choices }: { rules: readonly RuleView[]; choices: RuleChoices }) {
  const [removing, setRemoving] = useState<RuleView | null>(null)
  const mayChange = ({ projectId }: RuleView) => projectId !== null || choices.everywhere
  return (
    <>
      <table className="w-full table-fixed border-collapse bg-surface max-sm:table-auto">
        <TableHead>
          <ColumnHead>Rule</ColumnHead>
          <ColumnHead className="w-36">Where</ColumnHead>
          <ColumnHead className="w-64">Which recordings</ColumnHead>
          <ColumnHead className="w-24 text-right">Kept</ColumnHead>
          <ColumnHead className="w-56 pl-6 max-lg:hidden">Made by</ColumnHead>
          <ColumnHead className="w-28">
            <span className="sr-only">Remove</span>
          </ColumnHead>
        </TableHead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id} className="tn h-11 border-b hover:bg-hover">
              <td className={`${CELL} font-medium`}>
                <PersonName name={rule.name} className="block" />
              </td>
              <td className={`${CELL} text-ink-2`}>
                {rule.projectName === null ? (
                  'All projects'
                ) : (
                  <PersonName name={rule.projectName} className="block" />
                )}
              </td>
              <td className={`${CELL} text-ink-2 max-sm:hidden`}>{SCOPE_WORDS[rule.scope]}</td>
              <td className={`${CELL} text-right`}>{daysWords(rule.keepDays)}</td>
              <td className={`${CELL} pl-6 text-ink-2 max-lg:hidden`}>
                <PersonName name={rule.createdBy} />, <Time at={rule.createdAt} />
              </td>
              <td className={`${CELL} text-right max-sm:hidden`}>
                {mayChange(rule) && (
                  <Button
                    size="sm"
                    aria-label={`Remove ${visibleText(rule.name)}`}
                    onClick={() => setRemoving(rule)}
                  >
                    Remove
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {removing && <RemoveDialog rule={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

/** Taking away a rule deletes too: what only it kept so long. */
function RemoveDialog({ rule, onClose }: { rule: RuleView; onClose: () => void }) {
  const router = useRouter()
  const { preview, asked, ask } = usePreview()
  const { id } = rule
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for this rule
  useEffect(() => ask({ change: 'remove', ruleId: id }), [id])
  return (
    <DoorDialog
      title={`Remove “${visibleText(rule.name, 40)}”?`}
      description="What no other rule speaks of is then kept for good; what another keeps less long may be due."
      verb="Remove the rule"
      doing="Removing"
      danger={(preview?.recordings ?? 0) > 0}
      send={() => removeRule({ ruleId: id })}
      onDone={() => {
        onClose()
        announce('Rule removed', 'own')
        router.refresh()
      }}
      onClose={onClose}
    >
      {preview ? <PreviewNote preview={preview} /> : <p className="text-ink-2">{asked ?? 'Counting'}</p>}
    </DoorDialog>
  )
}
