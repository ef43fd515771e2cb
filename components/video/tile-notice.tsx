'use client'
import type { PlayerView } from './stream-player.ts'

/** What stands where the picture is not: why, and the way on. */
export function TileNotice({
  connected,
  hasVideo,
  waiting = 'Connecting',
  view,
  onAgain,
}: {
  connected: boolean
  hasVideo: boolean
  /** What is said while there is no connection. */
  waiting?: string
  view: PlayerView
  onAgain: () => void
}) {
  if (connected && view.state === 'playing' && (view.picture || !hasVideo)) return null
  const failed = connected && view.state === 'failed'
  return (
    <div className="absolute inset-0 grid place-items-center p-2 text-center text-2xs text-[#c9d0d9]">
      {failed ? (
        <span className="relative z-10 grid justify-items-center gap-1.5">
          {failureWords(view.name)}
          <button
            type="button"
            onClick={onAgain}
            className="hit-24 rounded-sm px-2 font-medium underline underline-offset-2"
          >
            Try again
          </button>
        </span>
      ) : (
        <span className="after-150 opacity-80">{connected ? 'Picture is coming' : waiting}</span>
      )}
    </div>
  )
}

/** The SDK's names for why a stream cannot be played. */
function failureWords(name: string): string {
  if (name === 'OT_STREAM_LIMIT_EXCEEDED') return 'The platform gives this page no more pictures.'
  if (
    name === 'OT_ICE_WORKFLOW_FAILED' ||
    name === 'OT_CREATE_PEER_CONNECTION_FAILED' ||
    name === 'OT_TIMEOUT'
  )
    return 'No way through the network for this picture. A firewall may block it.'
  if (name === 'OT_UNSUPPORTED_CODEC' || name === 'OT_SET_REMOTE_DESCRIPTION_FAILED')
    return 'This browser cannot play how it is encoded.'
  return 'This picture did not come.'
}
