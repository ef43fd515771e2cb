import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { anAccount, aProject, aSession } from './rows.ts'

export type FullProject = {
  projectId: string
  sessionId: string
  archiveId: string
  accountId: string
  /** Number of the entry in the record that is about this session. */
  entry: bigint
}

/** A project in which `mark` stands wherever somebody has written something: names, reasons, keys, the record. */
export async function aProjectFullOf(db: Database, mark: string): Promise<FullProject> {
  const at = new Date()
  const { id: projectId } = await aProject(db, { name: `${mark} project` })
  const { id: accountId } = await anAccount(db, `${mark} colleague`)
  const role = await db.role.create({
    data: { key: newId(), name: 'Looker', permissions: ['session.view', 'archive.review'] },
  })
  await db.roleHolding.create({ data: { accountId, roleId: role.id, projectId } })
  const { id: sessionId } = await aSession(db, projectId, {
    name: `${mark} session`,
    live: true,
    liveSince: at,
    connections: 1,
  })
  const person = await db.person.create({ data: { projectId, ref: newId(), name: `${mark} person` } })
  const known = { projectId, sessionId, platformId: newId(), live: true, createdAt: at }
  const connection = await db.connection.create({ data: { ...known, personId: person.id } })
  await db.stream.create({
    data: { ...known, platformId: newId(), connectionId: connection.id, name: `${mark} stream` },
  })
  const place = { projectId, sessionId }
  await db.alert.create({
    data: { ...place, kind: 'personalData', connectionId: connection.id, cause: newId() },
  })
  const sealed = { keyId: 'k1', wrappedKey: Buffer.alloc(1), ciphertext: Buffer.alloc(1), secretEnd: 'abc=' }
  const endpoint = await db.endpoint.create({
    data: {
      projectId,
      url: `https://pager.example/${mark}`,
      createdById: accountId,
      disabledAt: at,
      ...sealed,
    },
  })
  await db.delivery.create({ data: { endpointId: endpoint.id, event: 'test', body: {}, nextAt: null } })
  await db.platformEvent.create({
    data: {
      ...place,
      digest: Buffer.from(newId()),
      kind: 'connectionCreated',
      subject: connection.platformId,
      reason: `${mark} event`,
      platformAt: new Date(at.getTime() + 1),
      verified: true,
      body: {},
    },
  })
  await db.countSample.create({ data: { sessionId, at, connections: 1, publishers: 1, subscribers: 0 } })
  const archive = await db.archive.create({
    data: {
      projectId,
      sessionId,
      platformId: newId(),
      state: 'available',
      name: `${mark} archive`,
      reason: `${mark} reason`,
      startedAt: at,
    },
  })
  await db.finding.create({
    data: {
      archiveId: archive.id,
      projectId,
      authorId: accountId,
      fromMs: 1_000,
      category: 'disturbance',
      severity: 'low',
      text: `${mark} finding`,
    },
  })
  await db.review.create({
    data: { archiveId: archive.id, projectId, reviewerId: accountId, words: `${mark} review` },
  })
  await db.viewing.create({ data: { archiveId: archive.id, accountId, deviceId: newId() } })
  await db.storage.create({
    data: {
      projectId,
      purpose: 'keep',
      kind: 's3',
      endpoint: 'https://s3.northlight.example',
      bucket: `${mark} bucket`,
      keyName: `${mark} key`,
      replacedAt: null,
      checkedAt: at, // looked at just now: nobody asks it
      findings: [{ finding: 'no-versions', since: at.toISOString() }],
    },
  })
  await db.action.create({
    data: {
      kind: 'warn',
      projectId,
      sessionId,
      actorId: accountId,
      requestId: newId(),
      reason: `${mark} words`,
      targets: { create: { connectionId: connection.id } }, // without one its session's page breaks
    },
  })
  await db.archiveRequest.create({
    data: {
      projectId,
      sessionId,
      askedById: accountId,
      reason: `${mark} request`,
      expiresAt: new Date(at.getTime() + 3_600_000),
    },
  })
  await db.exportPackage.create({
    data: {
      archiveId: archive.id,
      projectId,
      askedById: accountId,
      reason: `${mark} package`,
      state: 'failed',
    },
  })
  await db.apiKey.create({
    data: {
      name: `${mark} key`,
      prefix: newId(),
      hash: Buffer.alloc(32),
      scopes: ['session.read'],
      projectId,
      createdById: accountId,
    },
  })
  await db.accountLink.create({
    data: {
      kind: 'invite',
      tokenHash: Buffer.from(newId()),
      email: `${newId()}@northlight.example`,
      name: `${mark} invited`,
      roles: [{ roleId: role.id, projectId, expiresAt: null }],
      createdById: accountId,
      expiresAt: new Date(at.getTime() + 3_600_000),
    },
  })
  await db.$transaction((tx) =>
    recordAudit(tx, {
      phase: 'event',
      action: 'session.warn',
      actorId: accountId,
      deviceId: null,
      address: null,
      projectId,
      sessionId,
      reason: `${mark} recorded`,
      details: {},
      requestId: newId(),
    }),
  )
  const entry = await db.auditEntry.findFirstOrThrow({ where: { sessionId } })
  return { projectId, sessionId, archiveId: archive.id, accountId, entry: entry.seq }
}
