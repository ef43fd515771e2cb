import { z } from 'zod'
import type { Connection } from '../platform/session.ts'
import { announce } from './announce.ts'
import type { Reply } from './link.ts'

/**
 * What may change of a channel. A client stops reading at a key it does not know (the publisher's own
 * `activeReason` is one), so that only these are passed on.
 */
const changesSchema = z.object({
  active: z.boolean().optional(),
  disableWarning: z.boolean().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  orientation: z.number().optional(),
  frameRate: z.number().optional(),
  fitMode: z.string().max(20).optional(),
  source: z.string().max(20).optional(),
})

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
  const changes = Object.fromEntries(
    Object.entries(parsed.data).filter(([key, value]) => value !== undefined && channel[key] !== value),
  )
  if (Object.keys(changes).length === 0) return { status: 200 }
  Object.assign(channel, changes)
  announce(owner.session, {
    method: 'updated',
    tail: `/stream/${streamId}/channel/${channelId}`,
    content: changes,
    from: owner.id,
  })
  return { status: 200 }
}
