import type { Permission } from '#lib/access/permissions.ts'
import type { RoleView } from '#lib/people/model.ts'

/** A role as somebody is changing it. */
export type RoleDraft = {
  roleId: string
  version: number
  name: string
  description: string
  permissions: ReadonlySet<string>
  needsTwoFactors: boolean
}

export type Change =
  | { kind: 'adds'; permission: string }
  | { kind: 'takes'; permission: string }
  | { kind: 'other'; what: 'name' | 'description' | 'two factors on' | 'two factors off' }

export function draftOf(role: RoleView): RoleDraft {
  const { id, version, name, description, permissions, needsTwoFactors } = role
  return { roleId: id, version, name, description, permissions: new Set(permissions), needsTwoFactors }
}

/** What saving this would change, additions first. */
export function changesOf(role: RoleView, draft: RoleDraft): Change[] {
  const adds = [...draft.permissions].filter((name) => !role.permissions.includes(name))
  const takes = role.permissions.filter((name) => !draft.permissions.has(name))
  const two = draft.needsTwoFactors ? 'two factors on' : 'two factors off'
  return [
    ...adds.map((permission): Change => ({ kind: 'adds', permission })),
    ...takes.map((permission): Change => ({ kind: 'takes', permission })),
    ...(draft.name === role.name ? [] : [{ kind: 'other', what: 'name' } as const]),
    ...(draft.description === role.description ? [] : [{ kind: 'other', what: 'description' } as const]),
    ...(draft.needsTwoFactors === role.needsTwoFactors ? [] : [{ kind: 'other', what: two } as const]),
  ]
}

/** The draft with this permission turned round. */
export function toggled(draft: RoleDraft, permission: string): RoleDraft {
  const permissions = new Set(draft.permissions)
  if (!permissions.delete(permission)) permissions.add(permission)
  return { ...draft, permissions }
}

/** How a cell of the matrix stands. */
export type Cell = 'held' | 'not-held' | 'added' | 'taken' | 'locked' | 'locked-held'

/** `draft` null: the column is not being edited. A locked cell is of a permission that the reader may not give. */
export function cellOf(
  role: RoleView,
  draft: RoleDraft | null,
  permission: Permission,
  mayGive: boolean,
): Cell {
  const was = role.permissions.includes(permission)
  if (!draft) return was ? 'held' : 'not-held'
  if (!mayGive || role.builtIn) return was ? 'locked-held' : 'locked'
  const is = draft.permissions.has(permission)
  if (was === is) return was ? 'held' : 'not-held'
  return is ? 'added' : 'taken'
}
