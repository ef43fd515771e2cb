/* A participant's page: the unmodified SDK, its events written down, and its objects reachable by name. */
/* global OT, watchPublisher, watchSession, watchSubscriber, drawnTrack */

const events = []
/** Those who wait for an event that has not come yet. */
const waiting = new Set()
const note = (name, detail) => {
  const event = { name, ...detail }
  events.push(event)
  for (const one of waiting) one.look(event)
}
const fits = (event, name, fields) =>
  event.name === name && Object.entries(fields).every(([key, value]) => event[key] === value)

let session = null
/** By stream. */
const publishers = new Map()
const subscribers = new Map()
/** Also those that have gone. */
const connections = new Map()
/** Made, and perhaps refused before they had a stream. */
const made = new Set()

const plainError = (error) => ({ name: error.name, code: error.code ?? null, message: error.message })

/** What came of a call, in a form that travels out of the page. */
const outcomeOf = async (call) => {
  try {
    return { ok: true, value: await call() }
  } catch (error) {
    return { ok: false, error: plainError(error) }
  }
}

const called = (call) =>
  new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)))
  })

const streamOf = (id) => session.streams.find((stream) => stream.id === id)

/** `session`, `publisher` (the last one), `publisher:<stream>`, `subscriber:<stream>`. */
const objectOf = (target) => {
  const [kind, id] = target.split(':')
  if (kind === 'session') return session
  if (kind === 'publisher') return id ? publishers.get(id) : [...publishers.values()].at(-1)
  return subscribers.get(id)
}

/** Arguments that only the page has are named: `{ $stream: id }`, `{ $connection: id }`, `{ $subscriber: id }`, `'$publisher'`. */
const given = (value) => {
  if (Array.isArray(value)) return value.map(given)
  if (value === '$publisher') return objectOf('publisher')
  if (value?.$stream) return streamOf(value.$stream) ?? { streamId: value.$stream, id: value.$stream }
  if (value?.$connection) return connections.get(value.$connection)
  if (value?.$subscriber) return subscribers.get(value.$subscriber)
  return value
}

const withRealTarget = ({ to, ...signal }) => ({ ...signal, ...(to ? { to: connections.get(to) } : {}) })

const publisherOptions = async ({ drawn, ...options }) => ({
  insertMode: 'append',
  resolution: '320x240',
  frameRate: 15,
  ...options,
  ...(drawn ? { videoSource: drawnTrack(drawn) } : {}),
})

window.client = {
  events,
  /** The first event that has these fields, also one that came before; null when none came in time. */
  hears: (name, fields, withinMs) =>
    new Promise((resolve) => {
      const before = events.find((event) => fits(event, name, fields))
      if (before) return resolve(before)
      const one = {
        look: (event) => fits(event, name, fields) && one.end(event),
        end: (event) => {
          clearTimeout(late)
          waiting.delete(one)
          resolve(event)
        },
      }
      const late = setTimeout(() => one.end(null), withinMs)
      waiting.add(one)
    }),
  connect: (key, sessionId, token, options) =>
    outcomeOf(async () => {
      session = OT.initSession(key, sessionId, options)
      watchSession(session, note)
      session.on('connectionCreated', ({ connection }) => connections.set(connection.id, connection))
      await called((done) => session.connect(token, done))
      return session.connection.id
    }),
  publish: (options) =>
    outcomeOf(async () => {
      const properties = await publisherOptions(options)
      let publisher
      await called((done) => {
        publisher = OT.initPublisher('videos', properties, done)
        made.add(publisher)
        watchPublisher(publisher, note)
      })
      await called((done) => session.publish(publisher, done))
      publishers.set(publisher.stream.id, publisher)
      return publisher.stream.id
    }),
  subscribe: (streamId, options) =>
    outcomeOf(async () => {
      let subscriber
      await called((done) => {
        subscriber = session.subscribe(
          streamOf(streamId),
          'videos',
          { insertMode: 'append', ...options },
          done,
        )
        if (subscriber) watchSubscriber(subscriber, streamId, note)
      })
      subscribers.set(streamId, subscriber)
      return true
    }),
  signal: (signal) =>
    outcomeOf(async () => {
      await called((done) => session.signal(withRealTarget(signal), done))
      return true
    }),
  /** Calls any method of an SDK object and waits for what it promises. */
  ask: (target, method, values) =>
    outcomeOf(async () => {
      const value = await objectOf(target)[method](...values.map(given))
      return value === undefined || value === null || typeof value !== 'object' ? value : { ...value }
    }),
  /** A property, as plain data. */
  read: (target, property) => JSON.parse(JSON.stringify(objectOf(target)[property] ?? null)),
  /** What the page knows of a stream. */
  stream(id) {
    const { name, initials, hasAudio, hasVideo, videoType, videoDimensions, creationTime, connection } =
      streamOf(id)
    const { connectionId, data } = connection
    return {
      name,
      initials,
      hasAudio,
      hasVideo,
      videoType,
      videoDimensions,
      creationTime,
      connectionId,
      data,
    }
  },
  streamIds: () => session.streams.map(({ id }) => id),
  rtcReports: async (target) => {
    const report = await objectOf(target).getRtcStatsReport()
    const reports = Array.isArray(report) ? report.map(({ rtcStatsReport }) => rtcStatsReport) : [report]
    return reports.map((one) => [...one.values()])
  },
  /** Without a peer connection the SDK refuses (1015). */
  async peers() {
    const outcome = await outcomeOf(() => objectOf('publisher').getRtcStatsReport())
    if (!outcome.ok && outcome.error.code !== 1015) throw new Error(outcome.error.message)
    return outcome.ok ? outcome.value.length : 0
  },
  videoTrack: () => {
    const { track, deviceId } = objectOf('publisher').getVideoSource()
    return { label: track?.label ?? null, deviceId }
  },
  hearLevels: (streamId) =>
    subscribers.get(streamId).on('audioLevelUpdated', ({ audioLevel }) => {
      if (audioLevel > 0) note('subscriber.audioLevel', { id: streamId, level: audioLevel })
    }),
  /** Ends everything, so that the page can serve the next case: loading the SDK is the dear part. */
  async leave() {
    if (session && ['connected', 'reconnecting', 'connecting'].includes(session.currentState)) {
      const gone = new Promise((resolve) => session.once('sessionDisconnected', resolve))
      session.disconnect()
      await gone
    }
    for (const publisher of made) publisher.destroy()
    made.clear()
    publishers.clear()
    subscribers.clear()
    connections.clear()
    session = null
    events.length = 0
    for (const one of waiting) one.end(null)
    document.querySelector('#videos').replaceChildren()
  },
}
