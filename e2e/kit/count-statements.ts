import pg from 'pg'

/** The statements that this process sends to PostgreSQL while something is done, in their order, without their values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'object' && first !== null ? Reflect.get(first, 'text') : first
    if (typeof text === 'string') sent.push(text)
    return Reflect.apply(query, this, args)
  }
  try {
    await work()
    return sent
  } finally {
    pg.Client.prototype.query = query
  }
}
