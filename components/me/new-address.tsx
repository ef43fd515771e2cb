'use client'
import { useRouter } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { takeAddress } from '#lib/people/address-actions.ts'
import type { NewAddressView } from '#lib/people/model.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

/** Which address becomes which, and the button that does it. */
export function NewAddress({ change: { from, to, taken } }: { change: NewAddressView }) {
  const { call, run, pending, problem } = useOwnDoor()
  const router = useRouter()
  const confirm = () =>
    run(async () => {
      if (!(await call(() => takeAddress({})))) return null
      router.replace('/me/security')
      return 'Your address is changed'
    })
  return (
    <Section title="Change of address" about="After it your other devices are signed out.">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-2">From</dt>
        <dd className="break-all">{visibleText(from, 254)}</dd>
        <dt className="text-ink-2">To</dt>
        <dd className="break-all font-medium">{visibleText(to, 254)}</dd>
      </dl>
      {taken ? (
        <p role="alert" className="text-failed text-sm">
          Somebody with this address has an account already, so yours cannot have it too.
        </p>
      ) : (
        <>
          <FormProblem>{problem}</FormProblem>
          <Button variant="primary" className="justify-self-start" disabled={pending} onClick={confirm}>
            Change my address
          </Button>
        </>
      )}
    </Section>
  )
}
