import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RolesScreen } from '#components/roles/roles-screen.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { roleMatrix } from '#lib/people/role-queries.ts'

export const metadata: Metadata = { title: 'Roles' }

/** What each role allows, and who holds it. */
export default async function RolesPage() {
  const matrix = await roleMatrix(await requireActor())
  if (!matrix) notFound()
  return <RolesScreen {...matrix} />
}
