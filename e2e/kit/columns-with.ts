import { dumpDatabase } from './dump-database.ts'

/** The columns in which something stands that is looked for: `Table.column`. */
export async function columnsWith(url: string, isMeant: (text: string) => boolean): Promise<string[]> {
  const found = [...(await dumpDatabase(url))].flatMap(([table, json]) =>
    (JSON.parse(json) as { row: Record<string, unknown> }[]).flatMap(({ row }) =>
      Object.entries(row)
        .filter(([, value]) => isMeant(JSON.stringify(value) ?? ''))
        .map(([column]) => `${table}.${column}`),
    ),
  )
  return [...new Set(found)].sort()
}
