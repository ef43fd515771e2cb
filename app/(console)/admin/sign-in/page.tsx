import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminHead } from '#components/admin/admin-head.tsx'
import { PolicyForm } from '#components/admin/policy-form.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { accessPolicy } from '#lib/people/role-queries.ts'

export const metadata: Metadata = { title: 'Signing in' }

/** How long a sign-in lasts. */
export default async function SignInPolicyPage() {
  const policy = await accessPolicy(await requireActor())
  if (!policy) notFound()
  return (
    <>
      <AdminHead title="Signing in" about="How long it lasts" />
      <PolicyForm policy={policy} />
    </>
  )
}
