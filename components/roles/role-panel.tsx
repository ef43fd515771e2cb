'use client'
import { Lock, Minus, Pencil, Plus, Undo2 } from 'lucide-react'
import { useDoor } from '#components/shell/use-door.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RoleView } from '#lib/people/model.ts'
import { deleteRole, saveRole, seeAs } from '#lib/people/role-actions.ts'
import { type Change, changesOf, draftOf, type RoleDraft, toggled } from './role-draft.ts'

type Props = {
  role: RoleView
  draft: RoleDraft
  mayEdit: boolean
  onChange: (draft: RoleDraft) => void
  onClose: () => void
}

/** What a change of a role would give and take, and to whom, before it is saved. */
export function RolePanel({ role, draft, mayEdit, onChange, onClose }: Props) {
  const { run, pending, problem } = useDoor()
  const changes = changesOf(role, draft)
  const save = () =>
    run(() => saveRole({ ...draft, permissions: [...draft.permissions] }), {
      done: 'Role saved',
      onDone: onClose,
    })
  return (
    <aside
      aria-label={`Role ${visibleText(role.name)}`}
      className="flex w-(--inspector) flex-none flex-col border-l bg-surface max-lg:w-full max-lg:border-t max-lg:border-l-0"
    >
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto p-4">
        <RoleNames role={role} draft={draft} mayEdit={mayEdit} onChange={onChange} />
        <Checkbox
          checked={draft.needsTwoFactors}
          onChange={(needsTwoFactors) => mayEdit && onChange({ ...draft, needsTwoFactors })}
        >
          Holders need a second factor
        </Checkbox>
        {changes.length > 0 && (
          <ChangeList changes={changes} onUndo={(change) => onChange(undone(role, draft, change))} />
        )}
        <Holders role={role} changed={changes.length > 0} />
        <p className="flex gap-2 rounded-md bg-raised p-3 text-ink-2 text-xs">
          <Lock aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
          {role.builtIn
            ? 'What a built-in role allows comes with the version. Make a role based on it to change that.'
            : 'You may give and take only what you hold yourself, everywhere and for good.'}
        </p>
        <FormProblem>{problem}</FormProblem>
        {mayEdit && <OtherVerbs role={role} />}
      </div>
      {mayEdit && (
        <footer className="flex gap-2 border-t p-3">
          <Button className="h-8! flex-1" onClick={changes.length ? () => onChange(draftOf(role)) : onClose}>
            {changes.length ? 'Discard' : 'Close'}
          </Button>
          <Button
            variant="primary"
            className="h-8! flex-1 disabled:opacity-50"
            disabled={pending || changes.length === 0}
            onClick={save}
          >
            {changes.length === 1 ? 'Save 1 change' : `Save ${changes.length} changes`}
          </Button>
        </footer>
      )}
    </aside>
  )
}

function RoleNames({ role, draft, mayEdit, onChange }: Omit<Props, 'onClose'>) {
  if (role.builtIn || !mayEdit)
    return (
      <div>
        <h2 className="font-semibold">{visibleText(role.name)}</h2>
        <p className="text-ink-2">{visibleText(role.description)}</p>
      </div>
    )
  return (
    <div className="grid gap-3">
      <h2 className="sr-only">{visibleText(role.name)}</h2>
      <Field
        label="Name"
        value={draft.name}
        maxLength={40}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <Field
        label="What it is for"
        value={draft.description}
        maxLength={200}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
    </div>
  )
}

const CHANGE_ICON = { adds: Plus, takes: Minus, other: Pencil } as const
const CHANGE_COLOUR = { adds: 'text-asked', takes: 'text-alert', other: 'text-ink-2' } as const

function ChangeList({ changes, onUndo }: { changes: readonly Change[]; onUndo: (change: Change) => void }) {
  return (
    <section aria-label="Changes, not saved">
      <h3 className="mb-1 font-semibold">
        {changes.length === 1 ? '1 change' : `${changes.length} changes`}, not saved
      </h3>
      <ul>
        {changes.map((change) => {
          const Icon = CHANGE_ICON[change.kind]
          const what = change.kind === 'other' ? change.what : change.permission
          return (
            <li key={`${change.kind} ${what}`} className="flex h-7 items-center gap-2">
              <Icon aria-hidden="true" className={`size-3.5 flex-none ${CHANGE_COLOUR[change.kind]}`} />
              <span className="flex-1 truncate font-mono text-xs">{what}</span>
              <IconButton small label={`Undo: ${what}`} onClick={() => onUndo(change)}>
                <Undo2 aria-hidden="true" className="size-3.5" />
              </IconButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function undone(role: RoleView, draft: RoleDraft, change: Change): RoleDraft {
  if (change.kind !== 'other') return toggled(draft, change.permission)
  const { name, description, needsTwoFactors } = role
  if (change.what === 'name') return { ...draft, name }
  return change.what === 'description' ? { ...draft, description } : { ...draft, needsTwoFactors }
}

function Holders({ role, changed }: { role: RoleView; changed: boolean }) {
  const open = role.people.filter(({ openNow }) => openNow).length
  return (
    <section aria-label="Holders">
      <h3 className="mb-1 font-semibold">{changed ? 'Takes effect for' : 'Held by'}</h3>
      {role.people.length === 0 && <p className="text-ink-2">Nobody holds it.</p>}
      <ul>
        {role.people.slice(0, 12).map(({ id, name, projectName }) => (
          <li key={`${id} ${projectName}`} className="flex h-8 items-center gap-2">
            <Avatar name={name} />
            <span className="flex min-w-0 flex-1">
              <PersonName name={name} />
            </span>
            <span className="truncate text-ink-2 text-xs">
              {projectName === null ? 'All projects' : visibleText(projectName)}
            </span>
          </li>
        ))}
      </ul>
      {role.people.length > 12 && <p className="text-ink-2 text-xs">and {role.people.length - 12} more</p>}
      {changed && open > 0 && (
        <p className="mt-1 text-ink-2 text-xs">
          At once: {open === 1 ? 'one of them is' : `${open} of them are`} here just now.
        </p>
      )}
    </section>
  )
}

function OtherVerbs({ role }: { role: RoleView }) {
  const { run, pending, problem } = useDoor()
  const look = () =>
    run(() => seeAs({ roleId: role.id }), { done: `You see what ${role.name} sees`, onDone: toStart })
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabled={pending} onClick={look}>
        See as {visibleText(role.name)}
      </Button>
      {!role.builtIn && (
        <Button
          variant="danger"
          disabled={pending}
          onClick={() => run(() => deleteRole({ roleId: role.id }), { done: 'Role deleted' })}
        >
          Delete
        </Button>
      )}
      <FormProblem>{problem}</FormProblem>
    </div>
  )
}

/** A whole load: what was fetched as oneself must not stay on the screen. */
function toStart(): void {
  location.assign('/')
}
