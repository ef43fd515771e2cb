import { createServer } from 'node:net'

/** The first of the wanted ports that is free; 0 stands for any. */
export async function choosePort(wanted: readonly number[], host = '127.0.0.1'): Promise<number> {
  for (const port of wanted) {
    const free = await tryPort(port, host)
    if (free !== undefined) return free
  }
  throw new Error(`No free port on ${host} (tried ${wanted.join(', ')})`)
}

function tryPort(wanted: number, host: string): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(undefined))
    probe.listen(wanted, host, () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : undefined))
    })
  })
}
