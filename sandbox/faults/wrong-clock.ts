import type { Clock } from '../callbacks/callback-queue.ts'
import type { Faults } from './faults.ts'

/** The platform's clock: right, but for the faults that say otherwise. What waits is not moved by them. */
export const wrongClock = (clock: Clock, { clockOffsetMs }: Faults): Clock => ({
  now: () => new Date(clock.now().getTime() + clockOffsetMs()),
  after: clock.after,
})
