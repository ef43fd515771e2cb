'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { ShownOnceDialog } from '#components/ui/shown-once-dialog.tsx'
import { addProject } from '#lib/projects/actions.ts'
import type { AddedProject, PlatformName } from '#lib/projects/model.ts'
import { projectPath } from './project-path.ts'
import { AddressField, SecretField, SignatureField } from './secret-field.tsx'

type Step = { at: 'closed' } | { at: 'form' } | { at: 'added'; project: AddedProject }

/** The way in for a project: its credentials, proved at the platform; for unsigned ones then the address, once. */
export function AddProject() {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'closed' })
  const leave = ({ projectId }: AddedProject) => router.push(projectPath(projectId))
  return (
    <>
      <Button variant="primary" className="max-sm:hidden" onClick={() => setStep({ at: 'form' })}>
        Add project
      </Button>
      {step.at === 'form' && (
        <AddForm
          onClose={() => setStep({ at: 'closed' })}
          onDone={(project) => (project.signed ? leave(project) : setStep({ at: 'added', project }))}
        />
      )}
      {step.at === 'added' && (
        <ShownOnceDialog
          title="Callback address"
          label="Callback address"
          text={step.project.callbackUrl}
          about="Register it at the platform for session monitoring and archive monitoring. Whoever knows it can send callbacks."
          onClose={() => leave(step.project)}
        />
      )}
    </>
  )
}

function AddForm({ onClose, onDone }: { onClose: () => void; onDone: (project: AddedProject) => void }) {
  const [platform, setPlatform] = useState<PlatformName>('opentok')
  const send = ({ name, platformId, secret, signatureSecret, apiUrl }: Record<string, string>) =>
    addProject({
      name,
      platform,
      platformId,
      secret,
      apiUrl,
      ...(signatureSecret ? { signatureSecret } : {}),
    })
  return (
    <DoorDialog<AddedProject>
      title="Add project"
      description="The platform is asked whether it accepts the credentials before anything is saved."
      verb="Add project"
      doing="Asking the platform"
      send={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Segmented<PlatformName>
        label="Platform"
        chosen={platform}
        onChoose={setPlatform}
        segments={[
          { id: 'opentok', label: 'OpenTok' },
          { id: 'vonage', label: 'Vonage Video' },
        ]}
      />
      <Field label="Name" name="name" required maxLength={80} hint="As people here know it." />
      <Field
        label={platform === 'opentok' ? 'API key' : 'Application ID'}
        name="platformId"
        required
        maxLength={100}
        spellCheck={false}
        {...(platform === 'opentok' ? { inputMode: 'numeric' as const } : {})}
      />
      <SecretField platform={platform} />
      <SignatureField />
      <AddressField />
    </DoorDialog>
  )
}
