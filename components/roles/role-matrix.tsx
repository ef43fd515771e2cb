'use client'
import { clsx } from 'clsx'
import { Fragment } from 'react'
import { visibleText } from '#components/ui/visible-text.ts'
import { PERMISSION_GROUPS, PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import type { RoleView } from '#lib/people/model.ts'
import { RoleCell } from './role-cell.tsx'
import { cellOf, type RoleDraft, toggled } from './role-draft.ts'

type Props = {
  roles: readonly RoleView[]
  draft: RoleDraft | null
  grantable: ReadonlySet<string>
  filter: string
  onChoose: (role: RoleView) => void
  onChange: (draft: RoleDraft) => void
}

const COLUMN = 'min-w-24 px-1 text-center'

/** Every permission by every role. The column that is being changed says what would be added and taken. */
export function RoleMatrix({ roles, draft, grantable, filter, onChoose, onChange }: Props) {
  const sought = filter.trim().toLowerCase()
  const shown = (name: Permission) =>
    sought === '' || name.toLowerCase().includes(sought) || PERMISSIONS[name].toLowerCase().includes(sought)
  return (
    <table className="border-collapse">
      <thead className="sticky top-0 z-10 bg-surface shadow-[0_1px_0_var(--color-line)]">
        <tr className="h-13">
          <th scope="col" className="w-44 pl-4 text-left font-[450] text-ink-2 text-xs">
            Permission
          </th>
          <th scope="col" className="w-72 text-left font-[450] text-ink-2 text-xs max-xl:hidden">
            Allows to
          </th>
          {roles.map((role) => (
            <RoleHead key={role.id} role={role} chosen={draft?.roleId === role.id} onChoose={onChoose} />
          ))}
        </tr>
      </thead>
      <tbody>
        {PERMISSION_GROUPS.map(({ name: group, permissions }) => (
          <Fragment key={group}>
            {permissions.some(shown) && (
              <tr>
                <th
                  scope="colgroup"
                  colSpan={2 + roles.length}
                  className="pt-3 pb-1 pl-4 text-left font-medium text-xs"
                >
                  {group}
                </th>
              </tr>
            )}
            {permissions.filter(shown).map((permission) => (
              <tr key={permission} className="h-9 border-b hover:bg-hover">
                <th scope="row" className="pl-4 text-left font-mono font-normal text-xs">
                  {permission}
                </th>
                <td className="pr-3 text-ink-2 text-xs max-xl:hidden">{PERMISSIONS[permission]}</td>
                {roles.map((role) => {
                  const own = draft?.roleId === role.id ? draft : null
                  return (
                    <td key={role.id} className={clsx(COLUMN, own && 'bg-selected')}>
                      <RoleCell
                        cell={cellOf(role, own, permission, grantable.has(permission))}
                        label={`${role.name}: ${permission}`}
                        {...(own && { onToggle: () => onChange(toggled(own, permission)) })}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function RoleHead({
  role,
  chosen,
  onChoose,
}: {
  role: RoleView
  chosen: boolean
  onChoose: (role: RoleView) => void
}) {
  const count = role.people.length
  return (
    <th
      scope="col"
      className={clsx(COLUMN, chosen && 'bg-selected shadow-[inset_0_2px_0_var(--color-accent)]')}
    >
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() => onChoose(role)}
        className="grid w-full justify-items-center rounded-md py-1 hover:bg-hover"
      >
        <span className="max-w-full truncate font-medium text-xs">{visibleText(role.name)}</span>
        <span className="whitespace-nowrap font-[450] text-2xs text-ink-2">
          {role.builtIn ? '' : 'custom, '}
          {count === 1 ? '1 person' : `${count} people`}
        </span>
      </button>
    </th>
  )
}
