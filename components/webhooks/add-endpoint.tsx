'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FIELD } from '#components/ui/input.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { addEndpoint } from '#lib/webhooks/actions.ts'
import type { EndpointPage, ShownSecret } from '#lib/webhooks/model.ts'
import { SecretDialog } from './secret-dialog.tsx'

type Step = { at: 'closed' } | { at: 'form' } | { at: 'made'; secret: string }

/** Adds the address of a program, and shows its secret the one time it can be seen. */
export function AddEndpoint({ page }: { page: EndpointPage }) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'closed' })
  const close = () => setStep({ at: 'closed' })
  return (
    <>
      <Button variant="primary" className="max-sm:hidden" onClick={() => setStep({ at: 'form' })}>
        Add a webhook
      </Button>
      {step.at === 'form' && (
        <DoorDialog<ShownSecret>
          title="Add a webhook"
          description="A program at this address is told when alerts are raised, claimed and resolved. No names are sent."
          verb="Add webhook"
          doing="Adding the webhook"
          send={({ url, project }) =>
            addEndpoint({ url: url ?? '', projectId: project === 'all' ? null : project })
          }
          onDone={({ secret }) => setStep({ at: 'made', secret })}
          onClose={close}
        >
          <Field
            label="Address"
            name="url"
            type="url"
            required
            maxLength={500}
            autoFocus
            hint="https, without a question mark: what the program needs to know stands in the message."
          />
          <ProjectSelect page={page} />
        </DoorDialog>
      )}
      {step.at === 'made' && (
        <SecretDialog
          secret={step.secret}
          onClose={() => {
            close()
            router.refresh()
          }}
        />
      )}
    </>
  )
}

function ProjectSelect({ page: { projects, everywhere } }: { page: EndpointPage }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-xs">
        Project
      </label>
      <select id={id} name="project" className={`${FIELD} h-8 px-2 pointer-coarse:h-(--control)`}>
        {everywhere && <option value="all">All projects</option>}
        {projects.map((project) => (
          <option key={project.id} value={project.id}>
            {visibleText(project.name)}
          </option>
        ))}
      </select>
    </div>
  )
}
