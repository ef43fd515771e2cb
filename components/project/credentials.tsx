'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyId } from '#components/ui/copy-id.tsx'
import { ShownOnceDialog } from '#components/ui/shown-once-dialog.tsx'
import { changeAddress, replacePathSecret, replaceSecret, replaceSignature } from '#lib/projects/actions.ts'
import type { MadeAddress, ProjectPage } from '#lib/projects/model.ts'
import { PLATFORM_WORDS } from './project-words.ts'
import { AddressField, SecretField, SignatureField } from './secret-field.tsx'
import { SecretState } from './secret-state.tsx'

type Step = { at: 'none' } | { at: 'secret' | 'address' | 'signature' | 'path' } | { at: 'made'; url: string }

/** What proves to the platform who we are, and to us who the platform is. Nothing of it is ever shown. */
export function Credentials({ project }: { project: ProjectPage }) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'none' })
  const close = () => setStep({ at: 'none' })
  const done = () => {
    close()
    router.refresh()
  }
  const words = PLATFORM_WORDS[project.platform]
  const replace = (at: 'secret' | 'address' | 'signature' | 'path', label: string, verb = 'Replace') => (
    <Button className="max-sm:hidden" aria-label={label} onClick={() => setStep({ at })}>
      {verb}
    </Button>
  )
  return (
    <section aria-labelledby="credentials">
      <h2 id="credentials" className="font-[550]">
        Credentials <span className="ml-1.5 font-normal text-ink-2">Written once, never shown again</span>
      </h2>
      <dl>
        <Row name={words.key}>
          <CopyId id={project.platformId} what={words.key} head={36} />
        </Row>
        <Row name={words.secret} action={replace('secret', `Replace the ${words.secret}`)}>
          <SecretState secret={project.secret} />
        </Row>
        <Row name="API address" action={replace('address', 'Change the API address', 'Change')}>
          <span className="break-all font-mono text-xs">
            {project.apiUrl ?? 'The platform’s public address'}
          </span>
        </Row>
        <Row
          name="Callback signature"
          action={replace(
            'signature',
            project.signed ? 'Replace the signature secret' : 'Set a signature secret',
            project.signed ? 'Replace' : 'Set',
          )}
        >
          <SecretState secret={project.signature} missing="Not set: callbacks are not signed" />
        </Row>
        {!project.signed && (
          <Row name="Secret in the address" action={replace('path', 'Replace the secret in the address')}>
            <span className="text-ink-2">Set, stands at the end of the callback address</span>
          </Row>
        )}
      </dl>
      <StepDialog
        project={project}
        step={step}
        close={close}
        done={done}
        made={(url) => setStep({ at: 'made', url })}
      />
    </section>
  )
}

function StepDialog({
  project,
  step,
  close,
  done,
  made,
}: {
  project: ProjectPage
  step: Step
  close: () => void
  done: () => void
  made: (url: string) => void
}) {
  const { id: projectId, platform, apiUrl } = project
  const proving = { verb: 'Replace', doing: 'Asking the platform', onDone: done, onClose: close }
  switch (step.at) {
    case 'none':
      return null
    case 'secret':
      return (
        <DoorDialog
          title={`Replace the ${PLATFORM_WORDS[platform].secret}`}
          description="The platform is asked whether it accepts the new one. The old one is used by nobody from then on."
          send={({ secret }) => replaceSecret({ projectId, secret })}
          {...proving}
        >
          <SecretField platform={platform} />
        </DoorDialog>
      )
    case 'address':
      return (
        <DoorDialog
          title="Change the API address"
          description="Where the secret is sent is changed only by who has it."
          send={({ secret, apiUrl: to }) => changeAddress({ projectId, secret, apiUrl: to })}
          {...proving}
          verb="Change"
        >
          <AddressField value={apiUrl ?? ''} />
          <SecretField platform={platform} />
        </DoorDialog>
      )
    case 'signature':
      return (
        <DoorDialog
          title="Replace the signature secret"
          description="Callbacks signed with the old one are taken for 30 minutes more: replace it at the platform meanwhile."
          send={({ signatureSecret }) => replaceSignature({ projectId, signatureSecret })}
          {...proving}
          doing="Replacing"
        >
          <SignatureField required />
        </DoorDialog>
      )
    case 'path':
      return (
        <DoorDialog<MadeAddress>
          title="Replace the secret in the address?"
          description="Callbacks to the old address are refused at once, until the new one is registered at the platform."
          send={() => replacePathSecret({ projectId })}
          {...proving}
          doing="Replacing"
          onDone={({ callbackUrl }) => made(callbackUrl)}
        />
      )
    case 'made':
      return (
        <ShownOnceDialog
          title="Callback address"
          label="Callback address"
          text={step.url}
          about="Register it at the platform for session monitoring and archive monitoring. Whoever knows it can send callbacks."
          onClose={done}
        />
      )
  }
}

function Row({ name, children, action }: { name: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex min-h-12 items-center gap-3 border-b py-2 max-sm:flex-wrap">
      <dt className="w-44 flex-none font-medium max-sm:w-full">{name}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-3">
        <span className="min-w-0 flex-1">{children}</span>
        {action}
      </dd>
    </div>
  )
}
