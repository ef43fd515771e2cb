'use client'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { revokeInvite } from '#lib/people/actions.ts'
import type { InviteView } from '#lib/people/model.ts'

/** Who was invited and has not come yet. */
export function InvitesList({ invites }: { invites: readonly InviteView[] }) {
  const { run, pending, problem } = useDoor()
  if (invites.length === 0) return null
  return (
    <section aria-label="Open invites" className="border-b">
      <h2 className="px-4 pt-4 pb-1 font-medium text-xs">Open invites</h2>
      <ul>
        {invites.map(({ id, name, email, roles, expiresAt, invitedBy }) => (
          <li key={id} className="flex min-h-11 items-center gap-3 px-4 py-1.5">
            <span className="grid min-w-0 flex-1">
              <span className="flex font-medium">
                <PersonName name={name} />
              </span>
              <span className="truncate text-ink-2 text-xs">
                {email}, {roles.map(({ roleName }) => visibleText(roleName)).join(', ')}
                {invitedBy !== null && <>, by {visibleText(invitedBy)}</>}
              </span>
            </span>
            <span className="text-ink-2 text-xs max-sm:hidden">
              until <Time at={expiresAt} />
            </span>
            <Button
              size="sm"
              disabled={pending}
              aria-label={`Take back the invite of ${visibleText(name)}`}
              onClick={() => run(() => revokeInvite({ linkId: id }), { done: 'Invite taken back' })}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
      <div className="px-4 pb-2">
        <FormProblem>{problem}</FormProblem>
      </div>
    </section>
  )
}
