import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILT_IN_ROLES } from '#lib/access/permissions.ts'
import { checkStorageSecrets } from '#lib/custody/storage-secret.ts'
import { checkSeeds } from '#lib/factors/seed-at-rest.ts'
import { checkMasterKeys } from '#lib/platform/check-master-keys.ts'
import { outsideState } from '#lib/record/checkpoints.ts'
import { outsideStorage } from '#lib/record/outside-storage.ts'
import type { Database } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { readiness } from '#lib/system/readiness.ts'
import { checkEndpoints } from '#lib/webhooks/endpoint-secrets.ts'
import { isGoodNode } from '../ensure-node.mjs'
import type { Outcome } from './outcome.ts'

/** A check that failed says why, and what to do about it. */
type Finding = { name: string; ok: true } | { name: string; ok: false; reason: string; cure: string }
type Check = { name: string; cure: string; look: (db: Database) => Promise<string | null> }

const LATE_MINUTES = 15

const CHECKS: readonly Check[] = [
  {
    name: 'Node is recent enough',
    cure: 'Install the Node that package.json asks for, or let `npm start` bring it along.',
    look: async () => (isGoodNode(process.versions.node) ? null : `This is Node ${process.versions.node}.`),
  },
  {
    name: 'The data directory can be written',
    cure: 'Give the directory of GAVEL_DATA_DIR to the user Gavel runs as, and see that its disk is not full.',
    look: async () => tryToWrite(env().GAVEL_DATA_DIR),
  },
  {
    name: 'The database answers',
    cure: 'Start the database of DATABASE_URL, or without one start Gavel.',
    look: (db) => trouble(() => db.$queryRaw`SELECT 1 AS one`),
  },
  {
    name: 'The database is up to date',
    cure: 'Start this version of Gavel once.',
    look: async (db) => failureOf(await readiness(db)),
  },
  {
    name: 'The roles are there, and somebody is admin',
    cure: 'Start Gavel once for the roles; make an admin with `create-admin`.',
    look: lookAtRoles,
  },
  {
    name: 'The master keys open every secret',
    cure: 'Put the missing key back into GAVEL_MASTER_KEYS, after the first one.',
    look: async (db) =>
      failureOf(await checkMasterKeys(db)) ??
      failureOf(await checkSeeds(db)) ??
      failureOf(await checkEndpoints(db)) ??
      failureOf(await checkStorageSecrets(db)),
  },
  {
    name: 'The audit log is signed',
    cure: 'See whether Gavel runs and what its log says of checkpoints; `audit verify` tells what is wrong.',
    look: lookAtCheckpoints,
  },
  {
    name: 'Checkpoints get to the storage outside, where one is named',
    cure: 'The log says why not; the key of GAVEL_CHECKPOINTS_S3_KEY_ID must be allowed to put, get and list there.',
    look: async (db) => {
      if (!outsideStorage()) return null
      return (await outsideState(db)).late ? 'Some that are older than fifteen minutes are not there.' : null
    },
  },
]

/** Looks at everything an installation needs, also where the first thing is wrong already. */
export async function doctor(db: Database): Promise<Outcome> {
  const findings: Finding[] = []
  for (const { name, cure, look } of CHECKS) {
    const reason = await look(db).catch(reasonOf)
    findings.push(reason === null ? { name, ok: true } : { name, ok: false, reason, cure })
  }
  return {
    ok: findings.every(({ ok }) => ok),
    lines: findings.flatMap((finding) =>
      finding.ok
        ? [`ok    ${finding.name}`]
        : [`FAIL  ${finding.name}: ${finding.reason}`, `      ${finding.cure}`],
    ),
    value: findings,
  }
}

async function tryToWrite(directory: string): Promise<string | null> {
  return trouble(async () => {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.W_OK)
    const file = join(directory, `.doctor-${process.pid}`)
    writeFileSync(file, 'x'.repeat(64 * 1024))
    rmSync(file)
  })
}

async function lookAtRoles(db: Database): Promise<string | null> {
  const wanted = Object.keys(BUILT_IN_ROLES)
  const there = await db.role.count({ where: { key: { in: wanted } } })
  if (there < wanted.length) return `${wanted.length - there} of the built-in roles are missing.`
  const admins = await db.account.count({
    where: { disabledAt: null, holdings: { some: { projectId: null, role: { key: 'admin' } } } },
  })
  return admins > 0 ? null : 'Nobody is admin.'
}

async function lookAtCheckpoints(db: Database): Promise<string | null> {
  const last = await db.checkpoint.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } })
  const [late] = await db.$queryRaw<{ seq: bigint }[]>`
    SELECT "seq" FROM "AuditEntry" WHERE "seq" > ${last?.seq ?? 0n}
      AND "at" < now() - make_interval(mins => ${LATE_MINUTES}::int) ORDER BY "seq" LIMIT 1`
  return late ? `Entry ${late.seq} is older than ${LATE_MINUTES} minutes and under no checkpoint.` : null
}

async function trouble(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

/** One line, without the address of a database and the password in it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line = text.trim().split('\n').at(-1) ?? text
  return line.replaceAll(/\/\/[^@\s]*@/g, '//…@')
}

function failureOf(result: { ok: true } | { ok: false; failure: string }): string | null {
  return result.ok ? null : result.failure
}
