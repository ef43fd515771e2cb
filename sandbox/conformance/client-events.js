/* Writes down what the SDK's objects say, as plain data. */

window.watchSession = (session, note) =>
  session.on({
    sessionConnected: () => note('sessionConnected', {}),
    connectionCreated: ({ connection: { id, data } }) => note('connectionCreated', { id, data }),
    connectionDestroyed: ({ connection: { id }, reason }) => note('connectionDestroyed', { id, reason }),
    streamCreated: ({ stream: { id, name } }) => note('streamCreated', { id, stream: name }),
    streamDestroyed: ({ stream: { id }, reason }) => note('streamDestroyed', { id, reason }),
    streamPropertyChanged: ({ stream: { id }, changedProperty, oldValue, newValue }) =>
      note('streamPropertyChanged', { id, property: changedProperty, oldValue, value: newValue }),
    sessionDisconnected: ({ reason }) => note('sessionDisconnected', { reason }),
    sessionReconnecting: () => note('sessionReconnecting', {}),
    sessionReconnected: () => note('sessionReconnected', {}),
    migrated: () => note('migrated', {}),
    muteForced: ({ active }) => note('muteForced', { active }),
    archiveStarted: ({ id, name: title }) => note('archiveStarted', { id, title }),
    archiveStopped: ({ id, name: title }) => note('archiveStopped', { id, title }),
    signal: ({ type, data, from }) => note('signal', { type, data, from: from?.id ?? null }),
  })

window.watchPublisher = (publisher, note) =>
  publisher.on({
    accessAllowed: () => note('publisher.accessAllowed', {}),
    streamCreated: ({ stream: { id } }) => note('publisher.streamCreated', { id }),
    streamDestroyed: ({ reason }) => note('publisher.streamDestroyed', { reason }),
    destroyed: () => note('publisher.destroyed', {}),
    mediaStopped: () => note('publisher.mediaStopped', {}),
    muteForced: () => note('publisher.muteForced', {}),
  })

window.watchSubscriber = (subscriber, id, note) =>
  subscriber.on({
    connected: () => note('subscriber.connected', { id }),
    destroyed: ({ reason }) => note('subscriber.destroyed', { id, reason }),
    videoDisabled: ({ reason }) => note('subscriber.videoDisabled', { id, reason }),
    videoEnabled: ({ reason }) => note('subscriber.videoEnabled', { id, reason }),
    videoDimensionsChanged: ({ newValue: { width, height } }) =>
      note('subscriber.videoDimensionsChanged', { id, width, height }),
    encryptionSecretMismatch: () => note('subscriber.encryptionSecretMismatch', { id }),
  })
