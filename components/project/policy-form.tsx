'use client'
import { type FormEvent, useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { useTimeZone } from '#components/ui/use-time-zone.ts'
import { saveArchivePolicy } from '#lib/archives/actions.ts'
import type { PolicyPage } from '#lib/archives/model.ts'
import { draftOf, type PolicyDraft, policyOf } from './policy-draft.ts'
import { PolicyNotice } from './policy-notice.tsx'
import { PolicyRoles } from './policy-roles.tsx'

/** A project's policy as a form. What is wrong with it is said by the door, beside the button. */
export function PolicyForm({
  projectId,
  recording,
  onClose,
}: {
  projectId: string
  recording: PolicyPage
  onClose: () => void
}) {
  const zone = useTimeZone()
  const [draft, setDraft] = useState(() => draftOf(recording, zone))
  const { run, pending, problem } = useDoor()
  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run(() => saveArchivePolicy({ projectId, policy: policyOf(draft) }), { done: 'Saved', onDone: onClose })
  }
  return (
    <form noValidate onSubmit={submit} className="grid max-w-2xl gap-5 border-b py-4">
      <PolicyRoles roles={recording.roles} draft={draft} onChange={change} />
      <Which draft={draft} onChange={change} />
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <Field
          label="Minutes a request waits, and an approval is good"
          type="number"
          required
          min={1}
          max={1440}
          value={draft.lastsMinutes}
          onChange={(event) => change({ lastsMinutes: event.target.value })}
        />
        <Field
          label="Minutes after which a recording is stopped"
          hint="Empty: nobody stops it by the clock."
          type="number"
          min={1}
          max={480}
          value={draft.longestMinutes}
          onChange={(event) => change({ longestMinutes: event.target.value })}
        />
      </div>
      <Checkbox checked={draft.needsReason} onChange={(needsReason) => change({ needsReason })}>
        A reason must be given
      </Checkbox>
      <PolicyNotice draft={draft} onChange={change} />
      <FormProblem>{problem}</FormProblem>
      <span className="flex gap-2">
        <Button className="h-8!" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" className="h-8!" disabled={pending}>
          Save policy
        </Button>
      </span>
    </form>
  )
}

type Part = { draft: PolicyDraft; onChange: (part: Partial<PolicyDraft>) => void }

/** For which sessions, and at which hours. */
function Which({ draft, onChange }: Part) {
  const { hours } = draft
  const setHours = (part: Partial<PolicyDraft['hours']>) => onChange({ hours: { ...hours, ...part } })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-xs">For which sessions</legend>
      <p className="text-ink-2 text-xs">
        Relayed and end-to-end encrypted sessions cannot be recorded, whatever is set here.
      </p>
      <Field
        label="Name of the session"
        hint="Empty: all of them. A star stands for anything: Care*"
        maxLength={100}
        value={draft.sessions}
        onChange={(event) => onChange({ sessions: event.target.value })}
      />
      <Checkbox checked={hours.on} onChange={(on) => setHours({ on })}>
        Only at certain hours
      </Checkbox>
      {hours.on && (
        <div className="grid grid-cols-[7rem_7rem_minmax(0,1fr)] gap-3 max-sm:grid-cols-1">
          <Field
            label="From"
            type="time"
            required
            value={hours.from}
            onChange={(event) => setHours({ from: event.target.value })}
          />
          <Field
            label="To"
            type="time"
            required
            value={hours.to}
            onChange={(event) => setHours({ to: event.target.value })}
          />
          <Field
            label="Time zone"
            required
            maxLength={60}
            value={hours.zone}
            onChange={(event) => setHours({ zone: event.target.value })}
          />
        </div>
      )}
    </fieldset>
  )
}
