/**
 * Force mute is a request to publishers: each switches its own microphone off and tells so by a channel
 * update. "All" also stays in force for newcomers until it is lifted; lifting it unmutes nobody.
 */
import type { Session, Stream } from '../platform/session.ts'
import { announce } from './announce.ts'

const request = (active: boolean) => ({ reason: 'mute', channels: ['audio'], active, locked: false })

/** Asks one publisher to be silent. `from` is the moderator's connection, absent when asked by REST. */
export const muteStream = (stream: Stream, from?: string): void => {
  stream.owner.link.deliver({
    method: 'update',
    tail: `/stream/${stream.id}`,
    content: request(true),
    ...(from === undefined ? {} : { from }),
  })
}

export type MuteAll = { active: boolean; excluded: readonly string[]; from?: string }

/** Asks all publishers but those of the excluded streams, and everyone who publishes later. */
export const muteAll = (session: Session, { active, excluded, from }: MuteAll): void => {
  session.muted = active
  const spared = new Set(excluded)
  const sparedOwners = new Set(
    [...session.streams.values()].filter(({ id }) => spared.has(id)).map(({ owner }) => owner),
  )
  announce(
    session,
    { method: 'update', tail: '', content: request(active), ...(from === undefined ? {} : { from }) },
    (connection) => !sparedOwners.has(connection),
  )
  if (!active) return
  for (const stream of session.streams.values()) {
    if (!spared.has(stream.id)) muteStream(stream, from)
  }
}
