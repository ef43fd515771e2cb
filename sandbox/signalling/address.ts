/** What a message is about: the URI after `/v2/partner/{key}/session/{id}`, read once. */
const ID = '([A-Za-z0-9_-]{1,128})'

export type Target =
  | { kind: 'session' }
  | { kind: 'connection'; connectionId: string }
  | { kind: 'stream'; streamId: string }
  | { kind: 'channel'; streamId: string; channelId: string }
  | { kind: 'subscriber'; streamId: string; subscriberId: string }
  | { kind: 'subscriberChannel'; streamId: string; subscriberId: string; channelId: string }
  | { kind: 'signal'; to: string | null; signalId: string }

export type Address = { partnerId: string; sessionId: string; tail: string; target: Target }

const HEAD = /^\/v2\/partner\/([A-Za-z0-9-]{1,64})\/session\/([12]_[A-Za-z0-9_-]{1,498}=*)(\/.*)?$/

type Form = { pattern: RegExp; read: (ids: readonly string[]) => Target }

const form = (path: string, read: (ids: readonly string[]) => Target): Form => ({
  pattern: new RegExp(`^${path.replaceAll('*', ID)}$`),
  read,
})

const FORMS: readonly Form[] = [
  form('', () => ({ kind: 'session' })),
  form('/connection/*', ([connectionId = '']) => ({ kind: 'connection', connectionId })),
  form('/stream/*', ([streamId = '']) => ({ kind: 'stream', streamId })),
  form('/stream/*/channel/*', ([streamId = '', channelId = '']) => ({
    kind: 'channel',
    streamId,
    channelId,
  })),
  form('/stream/*/subscriber/*', ([streamId = '', subscriberId = '']) => ({
    kind: 'subscriber',
    streamId,
    subscriberId,
  })),
  form('/stream/*/subscriber/*/channel/*', ([streamId = '', subscriberId = '', channelId = '']) => ({
    kind: 'subscriberChannel',
    streamId,
    subscriberId,
    channelId,
  })),
  form('/signal/*', ([signalId = '']) => ({ kind: 'signal', to: null, signalId })),
  form('/connection/*/signal/*', ([to = '', signalId = '']) => ({ kind: 'signal', to, signalId })),
]

/** Reads a raptor URI; null for anything that is not one, ids with slashes included. */
export const parseAddress = (uri: string): Address | null => {
  const head = HEAD.exec(uri)
  if (!head) return null
  const [, partnerId = '', sessionId = '', tail = ''] = head
  for (const { pattern, read } of FORMS) {
    const match = pattern.exec(tail)
    if (match) return { partnerId, sessionId, tail, target: read(match.slice(1)) }
  }
  return null
}
