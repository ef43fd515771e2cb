import pg from 'pg'

export type Sent = { readonly text: string; readonly values: readonly unknown[] }

/** The statements that this process sends to PostgreSQL while something is done, in their order, without their values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await sentDuring(work)).map(({ text }) => text)
}

/** The same with their values. */
export async function sentDuring(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    const isObject = typeof first === 'object' && first !== null
    const text = isObject ? Reflect.get(first, 'text') : first
    const values = (isObject && Reflect.get(first, 'values')) || second
    if (typeof text === 'string') sent.push({ text, values: Array.isArray(values) ? values : [] })
    return Reflect.apply(query, this, args)
  }
  try {
    await work()
    return sent
  } finally {
    pg.Client.prototype.query = query
  }
}
