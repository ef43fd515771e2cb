import { notFound, redirect } from 'next/navigation'
import { ADMIN_SECTIONS } from '#components/admin/admin-sections.ts'
import { mayAnywhere } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'

/** Leads to the first part of Administration that may be opened. */
export default async function AdminPage(): Promise<never> {
  const actor = await requireActor()
  const first = ADMIN_SECTIONS.find(({ permission }) => mayAnywhere(actor, permission))
  if (!first) notFound()
  redirect(first.href)
}
