/** What a subscriber wants of a stream's channels, said when it comes and whenever that changes. */
import { z } from 'zod'
import type { MediaWish } from '../media/media-server.ts'
import type { Stream } from '../platform/session.ts'

/** Of one channel; what else the client says of it is its own affair. */
export const channelWishSchema = z.looseObject({
  active: z.boolean().nullish(),
  preferredWidth: z.number().positive().nullish(),
})

export const subscriberSchema = z.looseObject({
  e2ee: z.boolean().nullish(),
  channel: z
    .array(channelWishSchema.extend({ id: z.string().max(64) }))
    .max(8)
    .nullish(),
})

type ChannelWish = z.infer<typeof channelWishSchema>

/** Null for a channel that the stream does not have. */
export const mediaWish = (
  { channels }: Stream,
  channelId: string,
  { active, preferredWidth }: ChannelWish,
): MediaWish | null => {
  const kind = channels.find(({ id }) => id === channelId)?.type
  if (!kind) return null
  return {
    ...(preferredWidth ? { width: preferredWidth } : {}),
    ...(typeof active === 'boolean' && kind !== 'data' ? { [kind]: active } : {}),
  }
}

/** Of all its channels together, as it came. */
export const firstWish = (stream: Stream, { channel }: z.infer<typeof subscriberSchema>): MediaWish =>
  Object.assign({}, ...(channel ?? []).map(({ id, ...wish }) => mediaWish(stream, id, wish)))
