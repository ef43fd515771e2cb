'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { FIELD } from '#components/ui/input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { ShownOnceDialog } from '#components/ui/shown-once-dialog.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { makeKey } from '#lib/keys/actions.ts'
import type { KeyChoices, MadeKey, MakeKeyInput } from '#lib/keys/model.ts'

type Step = { at: 'closed' } | { at: 'form' } | { at: 'made'; key: string }
/** Said here, and not taken from the model: with it the parser would come to the browser, which tries `eval`. */
const DAYS = ['30', '90', '365'] as const satisfies `${NonNullable<MakeKeyInput['days']>}`[]
type Days = (typeof DAYS)[number] | 'never'

/** Makes a key for a program, and shows it the one time it can be seen. */
export function MakeKey({ choices }: { choices: KeyChoices }) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'closed' })
  const close = () => setStep({ at: 'closed' })
  return (
    <>
      <Button variant="primary" className="max-sm:hidden" onClick={() => setStep({ at: 'form' })}>
        Make a key
      </Button>
      {step.at === 'form' && (
        <KeyForm choices={choices} onClose={close} onDone={({ key }) => setStep({ at: 'made', key })} />
      )}
      {step.at === 'made' && (
        <ShownOnceDialog
          title="API key"
          label="API key"
          text={step.key}
          about="Programs send it as Authorization: Bearer, and may do with it what you may, within its scopes."
          onClose={() => {
            close()
            router.refresh()
          }}
        />
      )}
    </>
  )
}

function KeyForm({
  choices,
  onClose,
  onDone,
}: {
  choices: KeyChoices
  onClose: () => void
  onDone: (made: MadeKey) => void
}) {
  const [scopes, setScopes] = useState<readonly string[]>(choices.scopes.map(({ id }) => id))
  const [days, setDays] = useState<Days>('90')
  const send = ({ name, project }: Record<string, string>) =>
    makeKey({
      name,
      scopes: [...scopes],
      projectId: project === 'all' ? null : project,
      days: days === 'never' ? null : Number(days),
    })
  return (
    <DoorDialog<MadeKey>
      title="Make an API key"
      description="It may do no more than you may, now and whenever it is used."
      verb="Make key"
      doing="Making the key"
      send={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="name"
        required
        maxLength={80}
        hint="What uses it, so that somebody can tell later."
      />
      <ProjectSelect choices={choices} />
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium text-xs">Scopes</legend>
        {choices.scopes.map(({ id, words }) => (
          <Checkbox
            key={id}
            checked={scopes.includes(id)}
            onChange={(on) => setScopes(on ? [...scopes, id] : scopes.filter((scope) => scope !== id))}
          >
            {words} <span className="ml-1 font-mono text-ink-2 text-xs">{id}</span>
          </Checkbox>
        ))}
      </fieldset>
      <div className="grid justify-items-start gap-1">
        <span className="font-medium text-xs">Good for</span>
        <Segmented<Days>
          label="Good for"
          chosen={days}
          onChoose={setDays}
          segments={[
            ...DAYS.map((count) => ({ id: count, label: `${count} days` })),
            { id: 'never', label: 'Until revoked' },
          ]}
        />
      </div>
    </DoorDialog>
  )
}

function ProjectSelect({ choices: { projects, everywhere } }: { choices: KeyChoices }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-xs">
        Project
      </label>
      <select id={id} name="project" className={`${FIELD} h-8 px-2 pointer-coarse:h-(--control)`}>
        {projects.map((project) => (
          <option key={project.id} value={project.id}>
            {visibleText(project.name)}
          </option>
        ))}
        {everywhere && <option value="all">All projects</option>}
      </select>
    </div>
  )
}
