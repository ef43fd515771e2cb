import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AlertsScreen } from '#components/alerts/alerts-screen.tsx'
import { PhoneHead } from '#components/shell/phone-head.tsx'
import { TopBar } from '#components/shell/top-bar.tsx'
import { requireActor } from '#lib/access/require-actor.ts'
import { alertQuerySchema } from '#lib/alerts/model.ts'
import { listAlerts, mayHearAlerts } from '#lib/alerts/queries.ts'

export const metadata: Metadata = { title: 'Alerts' }

type Search = Promise<Record<string, string | string[] | undefined>>

/** For whoever sees sessions or recordings somewhere: each sees what has alarmed there. */
export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor()
  if (!mayHearAlerts(actor)) notFound()
  const query = alertQuerySchema.parse(await searchParams)
  const list = await listAlerts(actor, query)
  return (
    <>
      <TopBar path={[{ label: 'Alerts', href: '/alerts' }]} />
      <PhoneHead title="Alerts" />
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <AlertsScreen list={list} query={query} />
      </main>
    </>
  )
}
