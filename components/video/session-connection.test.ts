import { describe, expect, it } from 'vitest'
import type { OpenTok } from './opentok.ts'
import { type Issued, SessionConnection, type Signal } from './session-connection.ts'

/** The part of the SDK's session that the connection speaks to, played by the test. */
class PlayedSession {
  readonly handlers = new Map<string, (event: unknown) => void>()
  disconnected = false
  answer: (error?: { name: string }) => void = () => {}
  on(event: string, handler: (event: unknown) => void): void {
    this.handlers.set(event, handler)
  }
  connect(_token: string, answer: (error?: { name: string }) => void): void {
    this.answer = answer
  }
  disconnect(): Promise<void> {
    this.disconnected = true
    return Promise.resolve()
  }
  say(event: string, details: object = {}): void {
    this.handlers.get(event)?.(details)
  }
}

const CREDENTIALS = { apiKey: '990', apiUrl: null, sessionId: 's', token: 't' }

function aConnection({ issue }: { issue?: () => Promise<Issued> } = {}) {
  const sessions: PlayedSession[] = []
  const waiting: (() => void)[] = []
  const signals: Signal[] = []
  let issued = 0
  const opentok = {
    checkSystemRequirements: () => 1,
    initSession: () => {
      const session = new PlayedSession()
      sessions.push(session)
      return session
    },
  }
  const connection = new SessionConnection({
    issue: () => {
      issued += 1
      return issue ? issue() : Promise.resolve({ ok: true, value: CREDENTIALS })
    },
    load: async () => opentok as unknown as typeof OpenTok, // all of it that is used
    after: (_delay, then) => {
      waiting.push(then)
      return () => waiting.splice(waiting.indexOf(then), 1)
    },
    onSignal: (signal) => signals.push(signal),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    connection,
    sessions,
    signals,
    issued: () => issued,
    passTime: async () => {
      for (const then of waiting.splice(0)) then()
      await settle()
    },
    open: async () => {
      connection.open()
      await settle()
      sessions.at(-1)?.answer()
    },
    settle,
  }
}

const aStream = (streamId: string, part: object = {}) => ({
  streamId,
  name: 'Mia',
  hasAudio: true,
  hasVideo: true,
  videoType: 'camera',
  videoDimensions: { width: 320, height: 180 },
  connection: { connectionId: 'c1' },
  ...part,
})

describe("a browser's connection to a session", () => {
  it('is live once the platform accepted its token', async () => {
    const { connection, open } = aConnection()
    await open()
    expect(connection.view().connection).toEqual({ state: 'live' })
    expect(connection.session).not.toBeNull()
  })

  it('comes back with a new token when it is cut off', async () => {
    const { connection, open, sessions, issued, passTime } = aConnection()
    await open()
    sessions[0]?.say('sessionDisconnected', { reason: 'networkDisconnected' })
    expect(connection.view().connection).toMatchObject({ state: 'waiting', trouble: 'unreachable' })
    await passTime()
    sessions[1]?.answer()
    expect(connection.view().connection).toEqual({ state: 'live' })
    expect(issued()).toBe(2)
  })

  it('comes back also after four hours without a picture, when the platform lets idle ones go', async () => {
    const { connection, open, sessions } = aConnection()
    await open()
    sessions[0]?.say('sessionDisconnected', { reason: 'mediaIdle' })
    expect(connection.view().connection).toMatchObject({ state: 'waiting' })
  })

  it('stays away when a moderator removed it', async () => {
    const { connection, open, sessions, passTime } = aConnection()
    await open()
    sessions[0]?.say('sessionDisconnected', { reason: 'forceDisconnected' })
    await passTime()
    expect(connection.view().connection).toEqual({ state: 'stopped', trouble: 'removed' })
    expect(sessions).toHaveLength(1)
  })

  it('follows streams by value, so that a page sees what changed', async () => {
    const { connection, open, sessions } = aConnection()
    await open()
    const stream = aStream('t1')
    sessions[0]?.say('streamCreated', { stream })
    const before = connection.view().streams
    stream.hasAudio = false
    sessions[0]?.say('streamPropertyChanged', { stream })
    expect(before[0]?.hasAudio).toBe(true)
    expect(connection.view().streams[0]?.hasAudio).toBe(false)
    sessions[0]?.say('streamDestroyed', { stream })
    expect(connection.view().streams).toEqual([])
  })

  it("does not take the person's own stream for one to play, of which the SDK tells only changes", async () => {
    const { connection, open, sessions } = aConnection()
    await open()
    sessions[0]?.say('streamPropertyChanged', { stream: aStream('own') })
    expect(connection.view().streams).toEqual([])
  })

  it('forgets everything it saw when the connection is lost, and hears no more of the old one', async () => {
    const { connection, open, sessions } = aConnection()
    await open()
    sessions[0]?.say('streamCreated', { stream: aStream('t1') })
    sessions[0]?.say('archiveStarted', { id: 'a1' })
    sessions[0]?.say('sessionDisconnected', { reason: 'networkDisconnected' })
    expect(connection.view()).toMatchObject({ streams: [], recording: null })
    sessions[0]?.say('streamCreated', { stream: aStream('t2') })
    expect(connection.view().streams).toEqual([])
  })

  it('knows a signal of the server from one that a participant made to look like it', async () => {
    const { open, sessions, signals } = aConnection()
    await open()
    sessions[0]?.say('signal', { type: 'signal:gavel-warning', data: 'x', from: null })
    sessions[0]?.say('signal', { type: 'signal:gavel-warning', data: 'x', from: { connectionId: 'c9' } })
    expect(signals).toEqual([
      { type: 'gavel-warning', data: 'x', fromServer: true },
      { type: 'gavel-warning', data: 'x', fromServer: false },
    ])
  })

  it("shows the server's words when no token is given, and asks again only when that may help", async () => {
    const refused = aConnection({ issue: async () => ({ ok: false, words: 'Closed.', again: false }) })
    await refused.open()
    expect(refused.connection.view().connection).toEqual({
      state: 'stopped',
      trouble: 'not-issued',
      words: 'Closed.',
    })
    const busy = aConnection({ issue: async () => ({ ok: false, words: 'Busy.', again: true }) })
    await busy.open()
    expect(busy.connection.view().connection).toMatchObject({ state: 'waiting' })
  })

  it('gives up its session when the page is left while it connects', async () => {
    const { connection, sessions, settle } = aConnection()
    connection.open()
    await settle()
    connection.close()
    sessions[0]?.answer()
    expect(sessions[0]?.disconnected).toBe(true)
    expect(connection.view().connection).toEqual({ state: 'idle' })
  })

  it('makes one connection when it is closed and opened again while its token is on the way', async () => {
    const { connection, sessions, settle } = aConnection()
    connection.open()
    connection.close()
    connection.open()
    await settle()
    expect(sessions).toHaveLength(1)
  })

  it('leaves a session that it had given up before the platform answered', async () => {
    const { connection, sessions, settle } = aConnection()
    connection.open()
    await settle()
    const [first] = sessions
    connection.close()
    if (first) first.disconnected = false
    first?.answer()
    expect(first?.disconnected).toBe(true)
  })
})
