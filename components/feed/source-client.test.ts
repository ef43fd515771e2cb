import { describe, expect, it } from 'vitest'
import { createHandClock } from '#components/ui/hand-clock.ts'
import type { FeedEvent } from './feed-event.ts'
import { createSourceClient, type Source } from './source-client.ts'

type Listener = (event: { data: string }) => void

/** One line to the server, with the server's end in hand. */
function aConnection(url: string) {
  const listeners = new Map<string, Listener>()
  const connection = {
    url,
    closed: false,
    send: (kind: string, data: unknown = null) => listeners.get(kind)?.({ data: JSON.stringify(data) }),
    addEventListener: (kind: string, listener: Listener) => void listeners.set(kind, listener),
    close() {
      connection.closed = true
    },
  }
  return connection satisfies Source
}

/** A server, a clock and somebody who listens. */
function aLine({ signedIn = true } = {}) {
  const told: FeedEvent[] = []
  const opened: ReturnType<typeof aConnection>[] = []
  const clock = createHandClock(1)
  const client = createSourceClient(
    {
      open(url) {
        const connection = aConnection(url)
        opened.push(connection)
        return connection
      },
      isSignedIn: () => Promise.resolve(signedIn),
      later: clock.later,
      random: () => 1,
    },
    (event) => told.push(event),
  )
  return { client, told, opened, wait: clock.wait, kinds: () => told.map(({ kind }) => kind) }
}

const aChange = (seq: number) => ({ seq, at: '', projectId: '', sessionId: null, change: {} })

describe('the connection to the feed', () => {
  it('asks for what comes after the page, with every detail of the session that is open', () => {
    const { client, opened } = aLine()
    client.want({ since: 41, sessions: ['a', 'b'] })
    expect(opened[0]?.url).toBe('/api/feed?since=41&sessions=a%2Cb')
  })

  it('goes on from the last number heard when the line breaks', () => {
    const { client, opened, wait } = aLine()
    client.want({ since: 41, sessions: [] })
    opened[0]?.send('change', aChange(42))
    opened[0]?.send('error')
    expect(opened[0]?.closed).toBe(true)
    wait(400)
    expect(opened[1]?.url).toContain('since=42')
  })

  it('waits longer after each failure, and starts again with little when a line stood', () => {
    const { client, opened, wait } = aLine()
    client.want({ since: 0, sessions: [] })
    opened[0]?.send('error')
    wait(400)
    opened[1]?.send('error')
    wait(400)
    expect(opened).toHaveLength(2)
    wait(400)
    expect(opened).toHaveLength(3)
    opened[2]?.send('open')
    opened[2]?.send('error')
    wait(400)
    expect(opened).toHaveLength(4)
  })

  it('takes five silent seconds for a lost line', () => {
    const { client, opened, wait, kinds } = aLine()
    client.want({ since: 0, sessions: [] })
    wait(4_999)
    opened[0]?.send('beat', { head: 7, at: '' })
    wait(4_999)
    expect(opened[0]?.closed).toBe(false)
    wait(1)
    expect(opened[0]?.closed).toBe(true)
    expect(kinds()).toEqual(['beat', 'connection'])
  })

  it('asks no more after a reset, until a fresh page says where to go on', () => {
    const { client, opened, wait, kinds } = aLine()
    client.want({ since: 0, sessions: [] })
    opened[0]?.send('reset')
    wait(60_000)
    expect(opened).toHaveLength(1)
    expect(kinds()).toEqual(['reset'])
    client.want({ since: 900, sessions: [] })
    expect(opened).toHaveLength(2)
  })

  it('says when nobody is signed in any more, and stops asking', async () => {
    const { client, opened, wait, kinds } = aLine({ signedIn: false })
    client.want({ since: 0, sessions: [] })
    opened[0]?.send('error')
    await Promise.resolve()
    wait(60_000)
    expect(kinds()).toEqual(['connection', 'signed-out'])
    expect(opened).toHaveLength(1)
  })

  it('says so when the server knows who we are and yet gives no line, again and again', async () => {
    const { client, opened, wait, kinds } = aLine()
    client.want({ since: 0, sessions: [] })
    opened[0]?.send('error')
    await Promise.resolve()
    expect(kinds()).not.toContain('refused')
    wait(1_000)
    opened[1]?.send('error')
    await Promise.resolve()
    expect(kinds()).toContain('refused')
  })

  it('says of a line that broke whether the server answers otherwise', async () => {
    const { client, opened, told } = aLine()
    client.want({ since: 0, sessions: [] })
    opened[0]?.send('error')
    await Promise.resolve()
    expect(told).toContainEqual({ kind: 'probe', answered: true })
  })

  it('hears nothing from a line that was replaced', () => {
    const { client, opened, kinds } = aLine()
    client.want({ since: 0, sessions: [] })
    client.want({ since: 5, sessions: [] })
    opened[0]?.send('change', aChange(1))
    expect(kinds()).toEqual([])
  })
})
