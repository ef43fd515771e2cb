'use client'
import { Check, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { formatCount } from '#components/ui/format.ts'
import { saveArchivePolicy } from '#lib/archives/actions.ts'
import type { PolicyPage } from '#lib/archives/model.ts'
import { PolicyForm } from './policy-form.tsx'
import { policySentences } from './policy-words.ts'

/** Who may record in a project, in words; and the form that changes it. */
export function RecordingPolicy({ projectId, recording }: { projectId: string; recording: PolicyPage }) {
  const [editing, setEditing] = useState(false)
  const { run, pending, problem } = useDoor()
  const { policy, roles } = recording
  const clear = () => run(() => saveArchivePolicy({ projectId, policy: null }), { done: 'Policy taken away' })
  return (
    <section aria-labelledby="recording-policy" className="mt-8">
      <h2 id="recording-policy" className="font-[550]">
        Recording <span className="ml-1.5 font-normal text-ink-2">Who may start one, and when</span>
      </h2>
      {editing ? (
        <PolicyForm projectId={projectId} recording={recording} onClose={() => setEditing(false)} />
      ) : (
        <div className="grid gap-3 border-b py-3">
          {policy ? (
            <ul className="grid gap-1">
              {policySentences(policy, roles).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p>No policy: whoever may start a recording starts it at once, and nobody is asked.</p>
          )}
          <Unauthorized count={recording.unauthorized} />
          <FormProblem>{problem}</FormProblem>
          <span className="flex gap-2">
            <Button onClick={() => setEditing(true)}>{policy ? 'Change policy' : 'Set a policy'}</Button>
            {policy && (
              <Button variant="ghost" disabled={pending} onClick={clear}>
                Take it away
              </Button>
            )}
          </span>
        </div>
      )}
    </section>
  )
}

/** Whether this policy is all there is: recordings that began by another way were not asked about. */
function Unauthorized({ count }: { count: number }) {
  const Icon = count === 0 ? Check : ShieldAlert
  return (
    <p className={`flex gap-2 ${count === 0 ? 'text-ink-2' : 'text-alert'}`}>
      <Icon aria-hidden="true" className="mt-[3px] size-3.5 flex-none" />
      <span>
        {count === 0
          ? 'In the last 30 days no recording ran that was not authorized here.'
          : `In the last 30 days ${count === 1 ? '1 recording was' : `${formatCount(count)} recordings were`} not authorized here: by sessions that record themselves, or by another program.`}
      </span>
    </p>
  )
}
