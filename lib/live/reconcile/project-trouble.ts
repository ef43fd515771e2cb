import 'server-only'
import type { PlatformFailure, PlatformFailureCode } from '#lib/platform/model.ts'
import type { Database } from '#lib/system/database.ts'

/** What people read when the platform cannot be asked. A failure without words does not compile. */
const WORDS: Record<PlatformFailureCode, string> = {
  'not-found': 'The platform does not know this project.',
  'already-gone': 'The platform does not know this session.',
  'not-permitted': 'The platform does not permit the question.',
  'bad-credentials': "The platform does not accept this project's credentials. An admin must renew them.",
  conflict: 'The platform refused the question.',
  'too-many': 'The platform has too many requests just now.',
  unreachable: 'The platform cannot be reached.',
  timeout: 'The platform does not answer in time.',
  refused: 'The platform refused the question.',
  'bad-answer': "The platform's answer made no sense.",
  'bad-id': "A session's id is none of the platform's.",
  'forbidden-address': "This project's API address is not one that Gavel connects to.",
  paused: 'This project is paused.',
}

/** Keeps on file when the project was last compared, or why it could not be; a project of many sessions not each time. */
export async function noteReconciled(
  db: Database,
  projectId: string,
  failure: PlatformFailure | null,
): Promise<void> {
  const trouble = failure && WORDS[failure.code]
  await db.$executeRaw`
    UPDATE "Project" SET "trouble" = ${trouble},
      "reconciledAt" = CASE WHEN ${trouble}::text IS NULL THEN clock_timestamp() ELSE "reconciledAt" END
    WHERE "id" = ${projectId}::uuid
      AND ("trouble" IS DISTINCT FROM ${trouble}
        OR (${trouble}::text IS NULL
            AND COALESCE("reconciledAt", '-infinity') < clock_timestamp() - interval '5 seconds'))`
}
