'use client'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { replied } from '#components/ui/replied.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { addRule, previewRules } from '#lib/retention/actions.ts'
import type { RetentionPreview, RetentionScope } from '#lib/retention/model.ts'
import { PreviewNote } from './preview-note.tsx'
import { SCOPE_WORDS } from './retention-words.ts'

export type RuleChoices = { everywhere: boolean; projects: { id: string; name: string }[] }

/** Adds a rule: what it would delete is shown before it can be saved, and anew after each change. */
export function NewRule({ choices }: { choices: RuleChoices }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" className="max-sm:hidden" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" className="size-3.5" />
        New rule
      </Button>
      {open && <RuleForm choices={choices} onClose={() => setOpen(false)} />}
    </>
  )
}

const SCOPES: readonly RetentionScope[] = ['all', 'withFinding', 'withoutFinding', 'withAction']

function RuleForm({ choices, onClose }: { choices: RuleChoices; onClose: () => void }) {
  const { run, pending, problem } = useDoor()
  const [name, setName] = useState('')
  const [place, setPlace] = useState(choices.everywhere ? '' : (choices.projects[0]?.id ?? ''))
  const [scope, setScope] = useState<RetentionScope>('all')
  const [days, setDays] = useState('90')
  const { preview, asking, asked, ask, forget } = usePreview()
  const fields = { projectId: place || null, scope, keepDays: Number(days) }
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value)
      forget()
    }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!preview) return ask({ change: 'add', ...fields })
    run(() => addRule({ name, ...fields }), { done: 'Rule added', onDone: onClose })
  }
  const verb = preview ? 'Add the rule' : 'See what it would delete'
  return (
    <Dialog
      open
      onClose={onClose}
      title="New rule"
      description="Recordings it speaks of are deleted so many days after their end, unless another keeps them longer."
    >
      <form onSubmit={submit} className="grid gap-3 px-5 pb-5" autoComplete="off">
        <Field
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          maxLength={80}
          autoFocus
        />
        <SelectField
          label="Where"
          value={place}
          onChange={change(setPlace)}
          options={[
            ...(choices.everywhere ? [{ value: '', label: 'All projects' }] : []),
            ...choices.projects.map((project) => ({ value: project.id, label: visibleText(project.name) })),
          ]}
        />
        <SelectField
          label="Which recordings"
          value={scope}
          onChange={change((value: string) => setScope(SCOPES.find((known) => known === value) ?? 'all'))}
          options={SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value] }))}
        />
        <Field
          label="Days they are kept"
          type="number"
          min={1}
          max={36_500}
          required
          value={days}
          onChange={(event) => change(setDays)(event.currentTarget.value)}
        />
        {preview && <PreviewNote preview={preview} />}
        <FormProblem>{problem ?? asked}</FormProblem>
        <div className="flex justify-end gap-2">
          <Button className="h-8!" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant={preview && preview.recordings > 0 ? 'danger' : 'primary'}
            className="h-8!"
            disabled={pending || asking}
          >
            {asking ? 'Counting' : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Asks what a change would delete; what was asked before counts no more after it. */
export function usePreview() {
  const [preview, setPreview] = useState<RetentionPreview | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  async function load(change: unknown) {
    setAsking(true)
    const reply = await replied(previewRules(change))
    setAsking(false)
    setAsked(reply?.ok ? null : (reply?.message ?? 'Gavel did not answer. Try again in a moment.'))
    setPreview(reply?.ok ? reply.value : null)
  }
  return {
    preview,
    asked,
    asking,
    ask: (change: unknown) => void load(change),
    forget: () => setPreview(null),
  }
}
