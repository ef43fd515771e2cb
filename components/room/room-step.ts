import type { RoomTicket } from '#lib/issuing/model.ts'
import type { Devices } from './use-devices.ts'

/** How somebody's time in the room ended. */
export type RoomEnd = 'removed' | 'left' | 'ended' | 'lost' | 'blocked' | 'unsupported'

/** Where somebody stands between the link and the end. */
export type RoomStep =
  | { step: 'check' }
  | { step: 'inside'; ticket: RoomTicket; devices: Devices }
  | {
      step: 'over'
      end: RoomEnd
      sessionName: string | null
      projectName: string
      recorded: boolean
      words?: string
    }
