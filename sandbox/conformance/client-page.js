/* The participant's side of the conformance tests: thin promises over the unmodified SDK, and its events. */
/* global OT */

const events = []
const note = (name, detail) => events.push({ name, ...detail })
let session = null
let publisher = null
const subscribers = new Map()

/** An error of the SDK in words: a page hands over the message alone. */
const told = ({ name, code, message }) => new Error(`${name} (${code}): ${message}`)

const promised = (call) =>
  new Promise((resolve, reject) => {
    // The calls answer by their promise as well, and a refusal there would be nobody's.
    Promise.resolve(call((error, value) => (error ? reject(told(error)) : resolve(value)))).catch(
      () => undefined,
    )
  })

const watchSession = () => {
  session.on({
    connectionCreated: (event) =>
      note('connectionCreated', { id: event.connection.id, data: event.connection.data }),
    connectionDestroyed: (event) =>
      note('connectionDestroyed', { id: event.connection.id, reason: event.reason }),
    streamCreated: (event) => note('streamCreated', { id: event.stream.id, stream: event.stream.name }),
    streamDestroyed: (event) => note('streamDestroyed', { id: event.stream.id, reason: event.reason }),
    streamPropertyChanged: (event) =>
      note('streamPropertyChanged', { property: event.changedProperty, value: event.newValue }),
    sessionDisconnected: (event) => note('sessionDisconnected', { reason: event.reason }),
    sessionReconnecting: () => note('sessionReconnecting', {}),
    sessionReconnected: () => note('sessionReconnected', {}),
    migrated: () => note('migrated', {}),
    muteForced: (event) => note('muteForced', { active: event.active }),
    archiveStarted: (event) => note('archiveStarted', { id: event.id }),
    archiveStopped: (event) => note('archiveStopped', { id: event.id }),
    signal: (event) => note('signal', { type: event.type, data: event.data, from: event.from?.id ?? null }),
  })
}

const statsOf = async (subscriber) => {
  const report = await subscriber.getRtcStatsReport()
  const found = { framesDecoded: 0, audioEnergy: 0, videoBytes: 0, audioBytes: 0 }
  for (const entry of report.values()) {
    if (entry.type !== 'inbound-rtp') continue
    if (entry.kind === 'video') {
      found.framesDecoded = entry.framesDecoded
      found.videoBytes = entry.bytesReceived
    } else {
      found.audioEnergy = entry.totalAudioEnergy
      found.audioBytes = entry.bytesReceived
    }
  }
  return found
}

window.client = {
  events,
  async connect(apiKey, sessionId, token, options) {
    session = OT.initSession(apiKey, sessionId, options)
    watchSession()
    await promised((done) => session.connect(token, done))
    return session.connection.id
  },
  async publish(name) {
    publisher = OT.initPublisher('videos', {
      name,
      insertMode: 'append',
      resolution: '320x240',
      frameRate: 30,
    })
    publisher.on({
      muteForced: () => note('publisher.muteForced', {}),
      streamDestroyed: (event) => note('publisher.streamDestroyed', { reason: event.reason }),
    })
    await promised((done) => session.publish(publisher, done))
    return publisher.stream.id
  },
  unpublish() {
    session.unpublish(publisher)
  },
  publishes(kind) {
    const stream = publisher.stream
    return kind === 'audio' ? stream.hasAudio : stream.hasVideo
  },
  publishVideo(on) {
    publisher.publishVideo(on)
  },
  async subscribe(streamId) {
    const stream = session.streams.find(({ id }) => id === streamId)
    const subscriber = await new Promise((resolve, reject) => {
      const created = session.subscribe(stream, 'videos', { insertMode: 'append' }, (error) =>
        error ? reject(told(error)) : resolve(created),
      )
    })
    subscribers.set(streamId, subscriber)
  },
  subscribeToVideo(streamId, on) {
    subscribers.get(streamId).subscribeToVideo(on)
  },
  unsubscribe(streamId) {
    session.unsubscribe(subscribers.get(streamId))
    subscribers.delete(streamId)
  },
  stats: (streamId) => statsOf(subscribers.get(streamId)),
  async framesSent() {
    const reports = await publisher.getRtcStatsReport()
    const entries = reports.flatMap(({ rtcStatsReport }) => [...rtcStatsReport.values()])
    return entries.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')?.framesSent ?? 0
  },
  /** Plays a recording for a second, and jumps into it. */
  async play(url) {
    const video = document.createElement('video')
    Object.assign(video, { src: url, muted: true })
    await new Promise((resolve, reject) => {
      video.onerror = () => reject(new Error(video.error.message))
      video.ontimeupdate = () => video.currentTime > 1 && video.videoWidth > 0 && resolve()
      video.play().catch(reject)
    })
    if (!(video.duration > 2)) throw new Error(`duration ${video.duration}`)
    await new Promise((resolve) => {
      video.onseeked = resolve
      video.currentTime = 0.5
    })
  },
  streamIds: () => session.streams.map(({ id }) => id),
  capabilities: () => ({ ...session.capabilities }),
  signal: (signal) => promised((done) => session.signal(signal, done)),
  forceMute: (streamId) =>
    session
      .forceMuteStream(session.streams.find(({ id }) => id === streamId))
      .catch((error) => Promise.reject(told(error))),
  forceMuteAll: () => session.forceMuteAll([]),
  disableForceMute: () => session.disableForceMute(),
  forceUnpublish: (streamId) =>
    promised((done) =>
      session.forceUnpublish(
        session.streams.find(({ id }) => id === streamId),
        done,
      ),
    ),
  forceDisconnect: (connectionId) => promised((done) => session.forceDisconnect(connectionId, done)),
  /** Ends everything, so that the page can serve the next story: loading the SDK is the dear part. */
  async leave() {
    if (session?.currentState === 'connected') {
      const gone = new Promise((resolve) => session.once('sessionDisconnected', resolve))
      session.disconnect()
      await gone
    }
    publisher?.destroy()
    publisher = null
    session = null
    subscribers.clear()
    events.length = 0
  },
}
