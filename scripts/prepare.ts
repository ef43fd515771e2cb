/**
 * What must be in the database before the first page: roles, the projects of the settings with their sealed credentials,
 * and either the demo's people and history or a code for the set-up. Safe to run again at every start. The last line on
 * stdout is one JSON object: { signIn } | { setupCode } | {}.
 */
import { ensureBuiltInRoles } from '#lib/access/ensure-built-in-roles.ts'
import { prepareSetupCode } from '#lib/access/prepare-setup-code.ts'
import { checkStorageSecrets, rewrapStorageSecrets } from '#lib/custody/storage-secret.ts'
import { checkSeeds, rewrapSeeds } from '#lib/factors/seed-at-rest.ts'
import { checkMasterKeys } from '#lib/platform/check-master-keys.ts'
import { rewrapSecrets } from '#lib/platform/rewrap-secrets.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { type Env, env } from '#lib/system/env.ts'
import { checkEndpoints, rewrapEndpoints } from '#lib/webhooks/endpoint-secrets.ts'
import { HISTORY } from '../prisma/seed/history.ts'
import { writeHistory } from '../prisma/seed/write-history.ts'
import { demoAccounts, type SignIn } from './prepare/demo-accounts.ts'
import { learnNames } from './prepare/learn-names.ts'
import { projectsIn } from './prepare/project-sources.ts'
import { saveProjects } from './prepare/save-projects.ts'

type Prepared = { signIn: SignIn[] } | { setupCode: string } | Record<string, never>

try {
  const settings = env()
  const db = openDatabase(settings.DATABASE_URL, 2)
  const prepared = await prepare(db, settings).finally(() => db.$disconnect())
  console.log(JSON.stringify(prepared))
} catch (error) {
  // One line that says what to do; a stack would only bury it.
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function prepare(db: Database, settings: Env): Promise<Prepared> {
  const keys = await checkMasterKeys(db)
  if (!keys.ok) throw new Error(keys.failure)
  const seeds = await checkSeeds(db)
  if (!seeds.ok) throw new Error(seeds.failure)
  const endpoints = await checkEndpoints(db)
  if (!endpoints.ok) throw new Error(endpoints.failure)
  const storages = await checkStorageSecrets(db)
  if (!storages.ok) throw new Error(storages.failure)
  await rewrapSecrets(db)
  await rewrapSeeds(db)
  await rewrapEndpoints(db)
  await rewrapStorageSecrets(db)
  await ensureBuiltInRoles(db)
  await saveProjects(db, projectsIn(settings))
  const { GAVEL_SANDBOX_CONFIG: sandbox } = settings
  if (sandbox && settings.GAVEL_ENV !== 'production')
    return { signIn: await prepareDemo(db, settings, sandbox) }
  const setupCode = await prepareSetupCode(db)
  return setupCode === null ? {} : { setupCode }
}

async function prepareDemo(db: Database, settings: Env, sandbox: string): Promise<SignIn[]> {
  const signIn = await demoAccounts(db, settings.GAVEL_DATA_DIR)
  await learnNames(db, sandbox)
  await writeHistory(db, HISTORY, await moderators(db), new Date())
  return signIn
}

async function moderators(db: Database): Promise<{ Ines: string; Tomasz: string }> {
  const named = (name: string) => db.account.findFirstOrThrow({ where: { name }, select: { id: true } })
  const [ines, tomasz] = [await named('Ines Duarte'), await named('Tomasz Wilk')]
  return { Ines: ines.id, Tomasz: tomasz.id }
}
