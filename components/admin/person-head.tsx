'use client'
import Link from 'next/link'
import { Avatar } from '#components/ui/avatar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { PersonView } from '#lib/people/model.ts'

/** Who a page is about. */
export function PersonHead({ person, own }: { person: PersonView; own: boolean }) {
  const { name, email, state, twoFactors } = person
  return (
    <header className="flex min-h-13 flex-none items-center gap-3 border-b px-4 py-2">
      <Link href="/admin/people" className="text-ink-2 text-xs hover:text-ink">
        People
      </Link>
      <span aria-hidden="true" className="text-ink-3">
        /
      </span>
      <Avatar name={name} size="md" mine={own} />
      <h1 className="flex min-w-0 font-semibold text-[0.9375rem]">
        <PersonName name={name} />
      </h1>
      <span className="truncate text-ink-2 max-sm:hidden">{email}</span>
      <span className="ml-auto flex gap-1.5">
        {state === 'deactivated' && <Badge tone="stale">Deactivated</Badge>}
        {state === 'erased' && <Badge tone="stale">Erased</Badge>}
        {own && <Badge tone="plain">You</Badge>}
        {twoFactors && <Badge tone="line">Second factor</Badge>}
      </span>
    </header>
  )
}
