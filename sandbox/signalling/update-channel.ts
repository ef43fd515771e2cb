import { z } from 'zod'
import type { Connection } from '../platform/session.ts'
import { announce } from './announce.ts'
import type { Reply } from './link.ts'

const changesSchema = z
  .record(z.string().max(64), z.unknown())
  .refine((changes) => JSON.stringify(changes).length <= 1_000, 'changes are at most 1000 characters')

/** A publisher switched its camera or microphone, or its picture changed size. No change is not told. */
export const updateChannel = (
  owner: Connection,
  streamId: string,
  channelId: string,
  content: unknown,
): Reply => {
  const stream = owner.session.streams.get(streamId)
  const channel = stream?.channels.find(({ id }) => id === channelId)
  if (!stream || !channel) return { status: 404 }
  if (stream.owner !== owner) return { status: 403 }
  const parsed = changesSchema.safeParse(content)
  if (!parsed.success) return { status: 400 }
  const { id: _id, type: _type, active, ...rest } = parsed.data
  const asked = typeof active === 'boolean' ? { ...rest, active } : rest
  const changes = Object.fromEntries(Object.entries(asked).filter(([key, value]) => channel[key] !== value))
  if (Object.keys(changes).length === 0) return { status: 200 }
  if (Object.keys({ ...channel, ...changes }).length > 20) return { status: 400 }
  Object.assign(channel, changes)
  announce(owner.session, {
    method: 'updated',
    tail: `/stream/${streamId}/channel/${channelId}`,
    content: changes,
    from: owner.id,
  })
  return { status: 200 }
}
