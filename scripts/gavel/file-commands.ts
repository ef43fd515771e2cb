import type { Tools } from '#lib/custody/tools.ts'
import { type Verdict, verifyArchive } from '#lib/custody/verify-files.ts'
import type { Database } from '#lib/system/database.ts'
import { idSchema } from '#lib/system/ids.ts'
import { type Outcome, refused } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

const WORDS: Record<Exclude<Verdict, 'whole'>, string> = {
  missing: 'is not where it was put',
  changed: 'is not what it was',
  unknown: 'could not be read: its storage did not answer',
}
const PAGE = 200

/** Reads every kept file, or those of one recording, and compares it with its digest. What it finds is noted and alarms as the weekly look does. */
export async function verifyFilesCommand(
  db: Database,
  tools: Pick<Tools, 'db' | 'driverFor'>,
  { archive }: { archive?: string | undefined },
): Promise<Outcome> {
  if (archive !== undefined && !idSchema.safeParse(archive).success)
    return refused('--archive is the id of a recording: the last part of its page’s address.')
  const counts: Record<Verdict, number> = { whole: 0, missing: 0, changed: 0, unknown: 0 }
  const lines: string[] = []
  for await (const archiveId of withFiles(db, archive)) {
    for (const verdict of await verifyArchive(tools, archiveId)) {
      counts[verdict]++
      if (verdict !== 'whole') lines.push(`${archiveId}: its file ${WORDS[verdict]}.`)
    }
  }
  const files = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (archive !== undefined && files === 0)
    return refused('There is no recording of this id with a file that is kept.')
  const ok = counts.whole === files
  const subject = archive === undefined ? {} : { subject: `archive:${archive}` }
  await db.$transaction((tx) =>
    recordCommand(tx, commandAuthor(), {
      phase: 'event',
      action: 'archive.verify',
      details: counts,
      ...subject,
    }),
  )
  const last = ok
    ? `${files} files were read: each is what it was.`
    : `${files} files were read; ${files - counts.whole} of them are not as they were kept.`
  return { ok, lines: [...lines, last], value: { ok, files, ...counts } }
}

/** Recordings that have a file whose digest is known, page by page: there may be a million. */
async function* withFiles(db: Database, only: string | undefined): AsyncGenerator<string, void, undefined> {
  if (only !== undefined) return yield only
  let after = ''
  for (;;) {
    const rows = await db.storedFile.findMany({
      where: {
        sha256: { not: null },
        state: { in: ['whole', 'missing', 'changed'] },
        ...(after ? { archiveId: { gt: after } } : {}),
      },
      select: { archiveId: true },
      distinct: ['archiveId'],
      orderBy: { archiveId: 'asc' },
      take: PAGE,
    })
    for (const { archiveId } of rows) yield archiveId
    const last = rows.at(-1)
    if (!last) return
    after = last.archiveId
  }
}
