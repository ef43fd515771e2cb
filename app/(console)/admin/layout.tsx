import type { ReactNode } from 'react'
import { AdminNav } from '#components/admin/admin-nav.tsx'
import { ADMIN_SECTIONS } from '#components/admin/admin-sections.ts'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { mayAnywhere } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { mayReadOutbox } from '#lib/people/outbox.ts'

/** Around the pages of Administration. Each page asks for its own permission; this only shows what may be opened. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  const sections = ADMIN_SECTIONS.filter(({ permission }) => mayAnywhere(actor, permission))
  const outbox = mayReadOutbox(actor) ? [{ href: '/admin/outbox', label: 'Outbox' }] : []
  return (
    <>
      <TopBar switcher={false} path={[{ label: 'Administration', href: '/admin' }]} />
      <PhoneHead title="Administration" />
      <div className="flex min-h-0 flex-1 max-sm:flex-col">
        <AdminNav sections={[...sections, ...outbox]} />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none"
        >
          {children}
        </main>
      </div>
    </>
  )
}
