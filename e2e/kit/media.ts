import type { BrowserContext, Page } from '@playwright/test'

/** What this page's peer connections have received so far: decoded pictures, and sound that was not silence. */
export type Received = { frames: number; energy: number; videos: number }

type Kept = typeof globalThis & { keptPeerConnections?: RTCPeerConnection[] }

/** Keeps each peer connection that pages make from now on, so that its own statistics can be asked. */
export async function keepPeerConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: RTCPeerConnection[] = []
    Object.assign(globalThis, { keptPeerConnections: kept })
    globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
      construct(target, args) {
        const made = Reflect.construct(target, args)
        kept.push(made)
        return made
      },
    })
  })
}

/** Sums the statistics that Chromium keeps of what came in: a tag on the page proves nothing, a decoded frame does. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    // Put there by keepPeerConnections.
    const open = ((globalThis as Kept).keptPeerConnections ?? []).filter(
      (connection) => connection.connectionState !== 'closed',
    )
    const sum = { frames: 0, energy: 0, videos: 0 }
    for (const connection of open) {
      const report = await connection.getStats()
      report.forEach((entry) => {
        if (entry.type !== 'inbound-rtp') return
        if (entry.kind === 'video' && entry.framesDecoded > 0) {
          sum.frames += entry.framesDecoded
          sum.videos += 1
        }
        if (entry.kind === 'audio') sum.energy += entry.totalAudioEnergy ?? 0
      })
    }
    return sum
  })
}
