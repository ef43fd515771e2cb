import { randomBytes } from 'node:crypto'
import {
  hashInviteToken,
  newGrantRef,
  newInviteToken,
  newPersonRef,
  receiptFor,
} from '#lib/issuing/grant-ref.ts'
import type { Database } from '#lib/system/database.ts'
import { aProject } from './rows.ts'

/** One live session with everything an action can be about, and nobody behind its project's address. */
export async function aRoom(db: Database, { actorId, secret }: { actorId: string; secret: string }) {
  const id = () => randomBytes(12).toString('hex')
  const at = new Date()
  const { id: projectId } = await aProject(db, { platformId: String(Number.parseInt(id().slice(0, 9), 16)) })
  const known = { projectId, live: true, createdAt: at }
  const session = await db.videoSession.create({
    data: {
      projectId,
      platformId: `1_${id()}`,
      firstSeenAt: at,
      live: true,
      liveSince: at,
      mode: 'routed',
      connections: 1,
    },
  })
  const inSession = { ...known, sessionId: session.id }
  const expiresAt = new Date(Date.now() + 3_600_000)
  const person = await db.person.create({ data: { projectId, ref: newPersonRef(), name: 'Mia Keller' } })
  const grant = await db.grant.create({
    data: {
      personId: person.id,
      ref: newGrantRef(),
      kind: 'participant',
      role: 'publisher',
      projectId,
      sessionId: session.id,
      expiresAt,
    },
  })
  const connection = await db.connection.create({
    data: { ...inSession, platformId: id(), grantId: grant.id },
  })
  const stream = await db.stream.create({
    data: { ...inSession, platformId: id(), connectionId: connection.id },
  })
  const archive = await db.archive.create({
    data: { projectId, sessionId: session.id, platformId: id(), state: 'recording', startedAt: at },
  })
  const token = newInviteToken()
  await db.invite.create({
    data: {
      tokenHash: hashInviteToken(token),
      projectId,
      sessionId: session.id,
      role: 'publisher',
      createdBy: actorId,
      expiresAt,
    },
  })
  const asked = (kind: 'warn' | 'unpublish', target: { connectionId?: string; streamId?: string }) =>
    db.action.create({
      data: {
        kind,
        projectId,
        sessionId: session.id,
        actorId,
        requestId: 'before',
        targets: { create: target },
      },
    })
  const warning = await asked('warn', { connectionId: connection.id })
  const unpublish = await asked('unpublish', { streamId: stream.id })
  return {
    projectId,
    sessionId: session.id,
    connectionId: connection.id,
    streamId: stream.id,
    archiveId: archive.id,
    invite: token,
    receipt: receiptFor(grant.ref, secret),
    warningId: warning.id,
    unpublishId: unpublish.id,
  }
}
