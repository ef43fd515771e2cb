'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useGuarded } from '#components/shell/confirm-yourself.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RetentionPreview, RetentionScope, RuleView } from '#lib/retention/model.ts'
import { addRule, changeRule, previewRetention, removeRule } from '#lib/retention/rule-actions.ts'
import { PreviewList } from './preview-list.tsx'
import { SCOPE_WORDS } from './retention-words.ts'

export type RuleChange = { kind: 'add' } | { kind: 'change' | 'remove'; rule: RuleView }

const ALL = ''
const TITLE = { add: 'Add a rule', change: 'Change this rule', remove: 'Remove this rule?' }

/** A rule as it is to be, and, before it is saved, what that would delete. */
export function RuleDialog({
  change,
  projects,
  everywhere,
  onClose,
}: {
  change: RuleChange
  projects: readonly { id: string; name: string }[]
  everywhere: boolean
  onClose: () => void
}) {
  const rule = change.kind === 'add' ? null : change.rule
  const [name, setName] = useState(rule?.name ?? '')
  const [projectId, setProjectId] = useState(rule?.projectId ?? (everywhere ? ALL : (projects[0]?.id ?? ALL)))
  const [scope, setScope] = useState<RetentionScope>(rule?.scope ?? 'all')
  const [days, setDays] = useState(String(rule?.keepDays ?? 90))
  const draft = { name: name.trim(), scope, keepDays: Number(days) }
  const whole = { ...draft, projectId: projectId === ALL ? null : projectId }
  const { preview, problem, pending, look, save } = useRuleChange(change, onClose)
  return (
    <Dialog open onClose={onClose} title={TITLE[change.kind]}>
      <form
        noValidate
        className="grid gap-3 px-5 pb-5"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          if (preview) save(whole)
          else look(whole)
        }}
      >
        {change.kind === 'remove' ? (
          <p>
            “{visibleText(change.rule.name, 80)}” applies no more. Others may then let recordings go sooner.
          </p>
        ) : (
          <fieldset disabled={preview !== null} className="grid gap-3 disabled:opacity-60">
            <Field
              label="Name"
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            {change.kind === 'add' && (
              <SelectField
                label="Where"
                value={projectId}
                onChange={setProjectId}
                options={[
                  ...(everywhere ? [{ value: ALL, label: 'All projects' }] : []),
                  ...projects.map((project) => ({ value: project.id, label: visibleText(project.name) })),
                ]}
              />
            )}
            <SelectField
              label="Which recordings"
              value={scope}
              onChange={(value) => setScope(SCOPES.find((known) => known === value) ?? 'all')}
              options={SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value] }))}
            />
            <Field
              label="Days they are kept"
              type="number"
              required
              min={1}
              max={3_650}
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </fieldset>
        )}
        {preview && <PreviewList preview={preview} />}
        <FormProblem>{problem}</FormProblem>
        <div className="flex justify-end gap-2">
          <Button className="h-8!" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            className="h-8!"
            variant={preview && preview.count > 0 ? 'danger' : 'primary'}
            disabled={pending}
          >
            {preview ? (change.kind === 'remove' ? 'Remove' : 'Save') : 'See what would go'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const SCOPES: readonly RetentionScope[] = ['all', 'withFinding', 'withoutFinding', 'withAction']

type Draft = { name: string; projectId: string | null; scope: RetentionScope; keepDays: number }

function useRuleChange(change: RuleChange, onClose: () => void) {
  const guarded = useGuarded()
  const router = useRouter()
  const [preview, setPreview] = useState<RetentionPreview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const ruleId = change.kind === 'add' ? null : change.rule.id
  const look = async (draft: Draft) => {
    setPending(true)
    const reply = await replied(previewRetention({ ruleId, draft: change.kind === 'remove' ? null : draft }))
    setPending(false)
    if (!reply?.ok) return setProblem(reply?.message ?? AWAY)
    setProblem(null)
    setPreview(reply.value)
  }
  const save = async ({ projectId, ...draft }: Draft) => {
    setPending(true)
    const reply = await replied(
      guarded(async () => {
        if (ruleId === null) return addRule({ ...draft, projectId })
        return change.kind === 'remove' ? removeRule({ ruleId }) : changeRule({ ruleId, draft })
      }),
    )
    setPending(false)
    if (!reply?.ok) return setProblem(reply?.message ?? AWAY)
    announce(change.kind === 'remove' ? 'The rule is removed' : 'The rule is saved', 'own')
    onClose()
    router.refresh()
  }
  return { preview, problem, pending, look, save }
}

const AWAY = 'Gavel did not answer. Try again in a moment.'
