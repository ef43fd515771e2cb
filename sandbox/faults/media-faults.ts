import type { Platform } from '../platform/platform.ts'
import type { Session } from '../platform/session.ts'
import { unpublishStream } from '../signalling/unpublish-stream.ts'
import type { Faults } from './faults.ts'

/** What a lost media server carried is gone; its clients stay, and may publish again. */
const loseMedia = (platform: Platform, session: Session): void => {
  for (const stream of [...session.streams.values()]) unpublishStream(platform, stream, 'mediaStopped')
}

const usesServer = ({ mode, streams }: Session): boolean => mode !== 'relayed' && streams.size > 0

/** Strikes live sessions at once, and later ones when somebody publishes there. */
export const followMediaFaults = (platform: Platform, faults: Faults): void => {
  faults.onAdded(() => {
    for (const session of platform.sessions()) {
      if (usesServer(session) && faults.forMedia(session.id)) loseMedia(platform, session)
    }
  })
  platform.onEvent(({ event, session }) => {
    if (event !== 'streamCreated' || !usesServer(session) || !faults.forMedia(session.id)) return
    // Not within the publishing itself, whose answer must come first.
    setImmediate(() => loseMedia(platform, session))
  })
}
