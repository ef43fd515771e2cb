'use client'
import { Field } from '#components/ui/field.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RoleAt, RoleOption } from '#lib/people/model.ts'

export type Choice = { roleId: string; projectId: string; until: string }

export const NO_CHOICE: Choice = { roleId: '', projectId: '', until: '' }

/** What a choice asks for; null while no role is chosen. A local time becomes the moment it stands for. */
export function askedRole({ roleId, projectId, until }: Choice): RoleAt | null {
  if (roleId === '') return null
  return {
    roleId,
    projectId: projectId === '' ? null : projectId,
    until: until === '' ? null : new Date(until).toISOString(),
  }
}

/** Which role, where, and until when. Roles that the reader could give nowhere are shown and cannot be chosen. */
export function RolePicker({
  roles,
  projects,
  chosen,
  onChoose,
}: {
  roles: readonly RoleOption[]
  projects: readonly { id: string; name: string }[]
  chosen: Choice
  onChoose: (choice: Choice) => void
}) {
  return (
    <div className="grid gap-3">
      <SelectField
        label="Role"
        value={chosen.roleId}
        onChange={(roleId) => onChoose({ ...chosen, roleId })}
        options={[
          { value: '', label: 'Choose a role', disabled: true },
          ...roles.map(({ id, name, mayGive }) => ({
            value: id,
            label: mayGive ? visibleText(name) : `${visibleText(name)} (more than you hold)`,
            disabled: !mayGive,
          })),
        ]}
      />
      <SelectField
        label="Where"
        value={chosen.projectId}
        onChange={(projectId) => onChoose({ ...chosen, projectId })}
        options={[
          { value: '', label: 'All projects' },
          ...projects.map(({ id, name }) => ({ value: id, label: visibleText(name) })),
        ]}
      />
      <Field
        label="Until"
        type="datetime-local"
        value={chosen.until}
        onChange={(event) => onChoose({ ...chosen, until: event.currentTarget.value })}
        hint="Empty: for good."
      />
    </div>
  )
}
