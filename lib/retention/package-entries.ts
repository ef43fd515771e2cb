import 'server-only'
import { eventViews } from '#lib/live/views.ts'
import { actionViews } from '#lib/moderation/views.ts'
import type { Database } from '#lib/system/database.ts'
import { auditExcerpt } from './audit-excerpt.ts'

const MOST = 20_000

export type TextEntry = { name: string; text: string }
type Recording = { id: string; sessionId: string; startedAt: Date | null; stoppedAt: Date | null }

/** Everything of a package but the file itself and what is said of them all. */
export async function packageEntries(db: Database, recording: Recording): Promise<TextEntry[]> {
  return [
    { name: 'timeline.jsonl', text: linesOf(await timeline(db, recording)) },
    { name: 'findings.json', text: `${JSON.stringify(await findings(db, recording.id), null, 2)}\n` },
    { name: 'audit.jsonl', text: linesOf(await auditExcerpt(db, recording.id)) },
  ]
}

const linesOf = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** What the platform told and what moderators did while it ran, oldest first. */
async function timeline(db: Database, { sessionId, startedAt, stoppedAt }: Recording) {
  const gte = startedAt ?? new Date(0)
  const lte = stoppedAt ?? gte
  return db.$transaction(async (tx) => {
    const told = await tx.platformEvent.findMany({
      where: { sessionId, platformAt: { gte, lte } },
      select: { id: true },
      orderBy: { platformAt: 'asc' },
      take: MOST,
    })
    const done = await tx.action.findMany({
      where: { sessionId, askedAt: { gte, lte } },
      select: { id: true },
      orderBy: { askedAt: 'asc' },
      take: MOST,
    })
    const events = await eventViews(
      tx,
      told.map(({ id }) => id),
    )
    const actions = await actionViews(
      tx,
      done.map(({ id }) => id),
    )
    return [
      ...events.map((event) => ({ at: event.at, event })),
      ...actions.map((action) => ({ at: action.askedAt, action })),
    ].sort((one, other) => (one.at < other.at ? -1 : 1))
  })
}

async function findings(db: Database, archiveId: string) {
  const rows = await db.finding.findMany({
    where: { archiveId, removedAt: null },
    select: {
      id: true,
      fromMs: true,
      toMs: true,
      category: true,
      severity: true,
      verdict: true,
      text: true,
      createdAt: true,
      editedAt: true,
      author: { select: { name: true } },
    },
    orderBy: { fromMs: 'asc' },
  })
  return rows.map(({ author, ...finding }) => ({ ...finding, author: author.name }))
}
