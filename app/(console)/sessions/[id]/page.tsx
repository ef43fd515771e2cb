import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { SessionScreen } from '#components/session/session-screen.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { type Actor, may } from '#lib/access/actor.ts'
import { PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { recordingRight } from '#lib/archives/request-queries.ts'
import { sessionSnapshot } from '#lib/live/queries.ts'
import { REASONS } from '#lib/moderation/model.ts'

type Props = { params: Promise<{ id: string }> }

const snapshotFor = cache(async (id: string) => sessionSnapshot(await requireActor(), id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const snapshot = await snapshotFor((await params).id)
  return { title: visibleText(snapshot?.session.name ?? 'Session') }
}

/** One session. What the reader may not see is answered as what is not there. */
export default async function SessionPage({ params }: Props) {
  const actor = await requireActor()
  const snapshot = await snapshotFor((await params).id)
  if (!snapshot) notFound()
  const { accountId, name } = actor
  return (
    <SessionScreen
      snapshot={snapshot}
      me={{ accountId, name }}
      permissions={permissionsIn(actor, snapshot.session.projectId)}
      reasons={REASONS}
      recording={await recordingRight(actor, snapshot.session.id)}
    />
  )
}

function permissionsIn(actor: Actor, projectId: string): Permission[] {
  const all = Object.keys(PERMISSIONS) as Permission[] // the keys of that object, by definition
  return all.filter((permission) => may(actor, permission, projectId))
}
