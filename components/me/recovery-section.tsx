'use client'
import { RecoveryCodes } from '#components/factors/recovery-codes.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { renewCodes } from '#lib/factors/actions.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

type RecoverySectionProps = {
  left: number
  /** Just made: shown until they say that they have kept them. */
  codes: readonly string[] | null
  onCodes: (codes: readonly string[] | null) => void
}

/** What is left when a second factor is lost. */
export function RecoverySection({ left, codes, onCodes }: RecoverySectionProps) {
  const { call, run, pending, problem } = useOwnDoor()
  const renew = () =>
    run(async () => {
      const made = await call(() => renewCodes({}))
      if (!made) return null
      onCodes(made.value.codes)
      return 'New recovery codes are made'
    })
  return (
    <Section
      title="Recovery codes"
      about={`${left} of 10 left. Each signs you in once in place of a lost factor.`}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => onCodes(null)} />
      ) : (
        <Button className="justify-self-start" disabled={pending} onClick={renew}>
          Make new codes
        </Button>
      )}
      <FormProblem>{problem}</FormProblem>
    </Section>
  )
}
