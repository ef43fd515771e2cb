import { createServer, type Server } from 'node:net'

const TRIED = 200

export type HeldPort = { readonly port: number; release(): Promise<void> }

/**
 * The wanted port, or the next free one, kept until the web server is about to take it: what is started meanwhile is told
 * the address, and another start at the same time must not choose the same.
 */
export async function holdPort(host: string, wanted: number): Promise<HeldPort> {
  const last = Math.min(wanted + TRIED, 65_535)
  for (let port = wanted; port <= last; port++) {
    const held = await hold(host, port)
    if (held) return held
  }
  throw new Error(`No free port on ${host} from ${wanted} to ${last}`)
}

async function hold(host: string, port: number): Promise<HeldPort | undefined> {
  const server = await listen(host, port)
  if (server === 'taken') return undefined
  if (server === 'impossible') throw new Error(`HOST ${host} is not an address of this machine`)
  // `localhost` is two addresses, and a browser may try the other one first.
  const sibling = host === '127.0.0.1' ? await listen('::1', port) : 'impossible'
  const release = async () => {
    await close(server)
    if (typeof sibling !== 'string') await close(sibling)
  }
  if (sibling !== 'taken') return { port, release }
  await close(server)
  return undefined
}

function listen(host: string, port: number): Promise<Server | 'taken' | 'impossible'> {
  return new Promise((done) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'taken' : 'impossible'),
    )
    server.listen({ host, port, exclusive: true }, () => done(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()))
}
