'use client'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { Input } from '#components/ui/input.tsx'
import { ScrollRegion } from '#components/ui/scroll-region.tsx'
import { PERMISSIONS } from '#lib/access/permissions.ts'
import type { RoleView } from '#lib/people/model.ts'
import { NewRoleButton } from './new-role-button.tsx'
import { draftOf, type RoleDraft } from './role-draft.ts'
import { RoleMatrix } from './role-matrix.tsx'
import { RolePanel } from './role-panel.tsx'

/** The matrix with the role that is being looked at or changed beside it. */
export function RolesScreen({
  roles,
  mayEdit,
  grantable,
}: {
  roles: readonly RoleView[]
  mayEdit: boolean
  grantable: readonly string[]
}) {
  const [filter, setFilter] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [edited, setEdited] = useState<RoleDraft | null>(null)
  const chosen = roles.find(({ id }) => id === chosenId) ?? null
  const choose = (id: string | null) => {
    setChosenId(id)
    setEdited(null)
  }
  const draft = chosen && (edited?.roleId === chosen.id ? edited : draftOf(chosen))
  return (
    <>
      <AdminHead
        title="Roles"
        about={`${roles.length} roles, ${Object.keys(PERMISSIONS).length} permissions`}
      >
        <Input
          label="Find a permission"
          placeholder="Find a permission"
          icon={<Search aria-hidden="true" className="text-ink-3" />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          className="w-52 max-sm:w-36"
        />
        {mayEdit && <NewRoleButton roles={roles} onMade={choose} />}
      </AdminHead>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <ScrollRegion label="Matrix of roles" className="min-h-0 min-w-0 flex-1 overflow-x-auto">
          <RoleMatrix
            roles={roles}
            draft={draft}
            grantable={new Set(mayEdit ? grantable : [])}
            filter={filter}
            onChoose={({ id }) => choose(id === chosenId ? null : id)}
            onChange={setEdited}
          />
        </ScrollRegion>
        {chosen && draft && (
          <RolePanel
            key={`${chosen.id} ${chosen.version}`}
            role={chosen}
            draft={draft}
            mayEdit={mayEdit}
            onChange={setEdited}
            onClose={() => choose(null)}
          />
        )}
      </div>
    </>
  )
}
