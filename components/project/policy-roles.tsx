'use client'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { PolicyPage } from '#lib/archives/model.ts'
import type { PolicyDraft } from './policy-draft.ts'
import { START_WORDS, type StartRight } from './policy-words.ts'

const RIGHTS: readonly StartRight[] = ['atOnce', 'asks', 'never']

type Props = {
  roles: PolicyPage['roles']
  draft: PolicyDraft
  onChange: (part: Partial<PolicyDraft>) => void
}

/** Of each role that may at all: how it starts a recording, and whether it answers who asks. */
export function PolicyRoles({ roles, draft, onChange }: Props) {
  const setApproves = (key: string, on: boolean) =>
    onChange({ approves: on ? [...draft.approves, key] : draft.approves.filter((other) => other !== key) })
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium text-xs">Who may start a recording</legend>
        {roles
          .filter(({ mayStart }) => mayStart)
          .map(({ key, name }) => (
            <div key={key} className="flex items-center gap-3 max-sm:flex-wrap">
              <span className="w-44 flex-none truncate">{visibleText(name)}</span>
              <Segmented
                label={`${visibleText(name)} starts a recording`}
                chosen={draft.starts[key] ?? 'never'}
                onChoose={(right) => onChange({ starts: { ...draft.starts, [key]: right } })}
                segments={RIGHTS.map((id) => ({ id, label: START_WORDS[id] }))}
              />
            </div>
          ))}
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium text-xs">Who answers requests, never their own</legend>
        {roles
          .filter(({ mayApprove }) => mayApprove)
          .map(({ key, name }) => (
            <Checkbox
              key={key}
              checked={draft.approves.includes(key)}
              onChange={(on) => setApproves(key, on)}
            >
              {`${visibleText(name)} answers`}
            </Checkbox>
          ))}
      </fieldset>
    </>
  )
}
