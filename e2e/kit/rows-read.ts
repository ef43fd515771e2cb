import type pg from 'pg'
import { z } from 'zod'
import type { Sent } from './count-statements.ts'

type Node = z.output<typeof base> & { Plans?: Node[] | undefined }
const base = z.object({
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Index Recheck': z.number().optional(),
})
const node: z.ZodType<Node> = base.extend({ Plans: z.lazy(() => z.array(node)).optional() })
const explained = z.array(z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) }))

/** How many rows of each table a question to the database looks at, whether it answers with them or throws them away. */
export async function rowsRead(client: pg.Client, { text, values }: Sent): Promise<Map<string, number>> {
  const asked = { text: `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values: [...values] }
  const [answer] = explained.parse((await client.query(asked)).rows)
  const read = new Map<string, number>()
  const visit = (one: Node) => {
    const thrown = (one['Rows Removed by Filter'] ?? 0) + (one['Rows Removed by Index Recheck'] ?? 0)
    const table = one['Relation Name']
    if (table !== undefined)
      read.set(table, (read.get(table) ?? 0) + (one['Actual Rows'] + thrown) * one['Actual Loops'])
    one.Plans?.forEach(visit)
  }
  if (answer) visit(answer['QUERY PLAN'][0].Plan)
  return read
}
