'use client'
import { FormProblem } from '#components/ui/field.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { chooseMail } from '#lib/alerts/actions.ts'
import type { MailChoice } from '#lib/alerts/model.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

const DONE: Record<MailChoice, string> = {
  none: 'No alerts come by mail',
  urgent: 'Urgent alerts come by mail',
  all: 'All alerts come by mail',
}

/** Which alerts come by mail; takes effect at once. */
export function AlertMailSection({ mail }: { mail: MailChoice }) {
  const { call, run, problem } = useOwnDoor()
  const choose = (next: MailChoice) =>
    run(async () => ((await call(() => chooseMail({ mail: next }))) ? DONE[next] : null))
  return (
    <Section
      title="Alerts by mail"
      about="Of projects in which you handle alerts. At most one letter in five minutes, with all that came meanwhile."
    >
      <span>
        <Segmented<MailChoice>
          label="Alerts by mail"
          chosen={mail}
          onChoose={choose}
          segments={[
            { id: 'none', label: 'None' },
            { id: 'urgent', label: 'Urgent' },
            { id: 'all', label: 'All' },
          ]}
        />
      </span>
      <FormProblem>{problem}</FormProblem>
    </Section>
  )
}
