import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { log } from '#lib/system/log.ts'

const known = () => onceInProcess('platformAddresses', () => ({ addresses: [] as readonly string[] }))

/** Where the projects' platforms answer, beside the public one: browsers must be let speak to these. */
export function knownAddresses(): readonly string[] {
  return known().addresses
}

/** Reads them anew; what was known stays while the database is away. */
export async function refreshKnownAddresses(db: Database): Promise<void> {
  try {
    const rows = await db.project.findMany({
      where: { apiUrl: { not: null }, removedAt: null },
      select: { apiUrl: true },
    })
    known().addresses = [...new Set(rows.flatMap(({ apiUrl }) => URL.parse(apiUrl ?? '')?.origin ?? []))]
  } catch (error) {
    log.warn({ error }, "the projects' addresses could not be read")
  }
}
