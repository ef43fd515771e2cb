'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DoorDialog } from '#components/shell/door-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { moveEndpoint, removeEndpoint, rotateEndpointSecret } from '#lib/webhooks/actions.ts'
import type { EndpointView, ShownSecret } from '#lib/webhooks/model.ts'
import { SecretDialog } from './secret-dialog.tsx'
import type { EndpointVerbs } from './use-endpoint-verbs.ts'

/** What is asked before something of an address changes, and the new secret where there is one. */
export function EndpointDialogs({ endpoint, verbs }: { endpoint: EndpointView; verbs: EndpointVerbs }) {
  const router = useRouter()
  const [secret, setSecret] = useState<string | null>(null)
  const endpointId = endpoint.id
  const show = (shown: ShownSecret) => {
    verbs.close()
    setSecret(shown.secret)
  }
  if (secret !== null)
    return (
      <SecretDialog
        secret={secret}
        onClose={() => {
          setSecret(null)
          router.refresh()
        }}
      />
    )
  switch (verbs.asking) {
    case 'rotate':
      return (
        <DoorDialog<ShownSecret>
          title="Replace the signing secret?"
          description="For 24 hours messages are signed with both, so that the program can learn the new one in peace."
          verb="Replace secret"
          doing="Replacing"
          send={() => rotateEndpointSecret({ endpointId })}
          onDone={show}
          onClose={verbs.close}
        />
      )
    case 'move':
      return (
        <DoorDialog<ShownSecret>
          title="Change the address"
          description="The new address gets a new secret; the one before signs nothing there."
          verb="Change address"
          doing="Changing"
          send={({ url }) => moveEndpoint({ endpointId, url: url ?? '' })}
          onDone={show}
          onClose={verbs.close}
        >
          <Field label="Address" name="url" type="url" required maxLength={500} autoFocus />
        </DoorDialog>
      )
    case 'remove':
      return (
        <DoorDialog
          title="Remove this webhook?"
          description="The program is told nothing more, also not what waits to be sent."
          verb="Remove webhook"
          doing="Removing"
          danger
          send={() => removeEndpoint({ endpointId })}
          onDone={() => {
            verbs.close()
            router.refresh()
          }}
          onClose={verbs.close}
        />
      )
    case null:
      return null
  }
}
