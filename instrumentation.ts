/** Called by the framework once in each server, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { stopWhenTold } = await import('#lib/system/stopping.ts')
  stopWhenTold() // also while it is still starting
  const { prepareRequests } = await import('#lib/access/prepare-requests.ts')
  prepareRequests()
  const { checkMasterKeys } = await import('#lib/platform/check-master-keys.ts')
  const { checkSeeds } = await import('#lib/factors/seed-at-rest.ts')
  const { checkEndpoints } = await import('#lib/webhooks/endpoint-secrets.ts')
  const { checkStorageSecrets } = await import('#lib/custody/storage-secret.ts')
  const { refuseWrongKeys } = await import('#lib/platform/refuse-wrong-keys.ts')
  const { database } = await import('#lib/system/database.ts')
  await refuseWrongKeys(database, [checkMasterKeys, checkSeeds, checkEndpoints, checkStorageSecrets])
  // After it: its sentence is for whoever has just typed the command, and no line of the log.
  const { consoleToLog } = await import('#lib/system/console-to-log.ts')
  consoleToLog()
  const { startBackground } = await import('#lib/jobs/start-background.ts')
  startBackground()
  const { followCast } = await import('#lib/issuing/follow-cast.ts')
  followCast()
  const { startPost } = await import('#lib/people/start-post.ts')
  startPost()
  const { startExport } = await import('#lib/record/start-export.ts')
  startExport()
  const { followWatchers } = await import('#lib/issuing/end-watching.ts')
  followWatchers()
}
