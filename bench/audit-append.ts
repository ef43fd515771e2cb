import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordAlone } from '#lib/audit/record-alone.ts'
import { type AuditRecord, recordAudit, recordAudits } from '#lib/audit/record-audit.ts'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { openDatabase } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { migrate } from '../scripts/migrate.mjs'
import { startEmbeddedPostgres } from '../scripts/postgres/start-embedded-postgres.ts'
import { report } from './report.ts'

const SECONDS = 5
const WRITERS = 50
const BATCH = 100
const BUDGET = 2_000

/**
 * How many entries a second are added to the chain, each commit on the disk: on a PostgreSQL with the settings it has for
 * people, not the one for tests, which never waits for the disk.
 */
const directory = mkdtempSync(join(tmpdir(), 'gavel-append-'))
const server = await startEmbeddedPostgres({ directory })
const db = openDatabase(server.url, 10)
try {
  await migrate({ url: server.url, directory: 'prisma/migrations' })
  const single = await perSecond(WRITERS, 1, (one) =>
    db.$transaction((tx) => recordAudit(tx, one), { maxWait: 30_000, timeout: 30_000 }),
  )
  console.error(`with a transaction for each, ${WRITERS} writers: ${single.toFixed(0)} entries/s`)
  tell(`${WRITERS} writers of single entries`, await perSecond(WRITERS, 1, (one) => recordAlone(db, one)))
  tell(
    `${BATCH} entries to a transaction`,
    await perSecond(2, BATCH, () =>
      db.$transaction((tx) => recordAudits(tx, Array.from({ length: BATCH }, anEntry))),
    ),
  )
  if (!(await verifyAudit(db)).ok) throw new Error('The chain is broken')
} finally {
  await db.$disconnect()
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
}

function tell(what: string, rate: number): void {
  report(`audit entries a second, ${what}`, `${rate.toFixed(0)} /s`, `>= ${BUDGET} /s`, rate >= BUDGET)
}

async function perSecond(
  writers: number,
  each: number,
  write: (one: AuditRecord) => Promise<unknown>,
): Promise<number> {
  const from = performance.now()
  let written = 0
  const writer = async () => {
    while (performance.now() - from < SECONDS * 1_000) {
      await write(anEntry())
      written += each
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return (written * 1_000) / (performance.now() - from)
}

function anEntry(): AuditRecord {
  return {
    phase: 'event',
    action: 'participant.mute',
    actorId: newId(),
    deviceId: newId(),
    address: '192.0.2.7',
    subject: `connection:${newId()}`,
    reason: 'Shouting or noise',
    details: { outcome: 'done' },
    requestId: newId(),
  }
}
