'use client'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { PolicyDraft } from './policy-draft.ts'
import { OBJECTION_WORDS, TELLS_WORDS } from './policy-words.ts'

type Props = { draft: PolicyDraft; onChange: (part: Partial<PolicyDraft>) => void }

/** What participants are told, and what they may say to it. */
export function PolicyNotice({ draft, onChange }: Props) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-xs">What participants are told</legend>
      <p className="text-ink-2 text-xs">
        Everyone is told before a recording begins, and sees that it runs. Names of moderators are never told.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <span className="w-44 flex-none">Who records</span>
        <Segmented
          label="Who records, as participants are told"
          chosen={draft.tells}
          onChoose={(tells) => onChange({ tells })}
          segments={[
            { id: 'project', label: TELLS_WORDS.project.label },
            { id: 'role', label: TELLS_WORDS.role.label },
          ]}
        />
      </div>
      <Checkbox checked={draft.toldFirst} onChange={(toldFirst) => onChange({ toldFirst })}>
        Everyone present must have been told first: if a page does not show the notice, none begins
      </Checkbox>
      <div className="flex flex-wrap items-center gap-3">
        <span className="w-44 flex-none">They may object</span>
        <Segmented
          label="Participants may object"
          chosen={draft.objections}
          onChoose={(objections) => onChange({ objections })}
          segments={[
            { id: 'none', label: OBJECTION_WORDS.none.label },
            { id: 'told', label: OBJECTION_WORDS.told.label },
            { id: 'stop', label: OBJECTION_WORDS.stop.label },
          ]}
        />
      </div>
    </fieldset>
  )
}
