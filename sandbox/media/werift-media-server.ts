import { openInbound } from './inbound.ts'
import type { InboundMedia, MediaServer } from './media-server.ts'

/** Routed media in this process, all in JavaScript. For loopback: see docs/decisions/0010. */
export const createWeriftMediaServer = (log: (line: string) => void, simulcast = false): MediaServer => {
  const open = new Set<InboundMedia>()
  return {
    simulcast,
    openInbound: (events) => {
      const inbound = openInbound(events, log)
      open.add(inbound)
      return {
        ...inbound,
        close: () => {
          open.delete(inbound)
          inbound.close()
        },
      }
    },
    close: async () => {
      for (const inbound of open) inbound.close()
      open.clear()
    },
  }
}
