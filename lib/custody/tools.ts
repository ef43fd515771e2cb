import 'server-only'
import { type Outgoing, outgoing } from '#lib/platform/outgoing.ts'
import { platformFor } from '#lib/platform/platform-for.ts'
import type { Database } from '#lib/system/database.ts'
import { type DriverFor, driverFor } from './driver-for.ts'

/** The places between two steps at which a server may die: a check dies at each in turn. */
export const MOMENTS = [
  'opened',
  'part-written',
  'part-noted',
  'finished',
  'compared',
  'whole-noted',
  'released',
] as const
export type Moment = (typeof MOMENTS)[number]

/** What work on files is done with. */
export type Tools = {
  db: Database
  platformFor: typeof platformFor
  driverFor: DriverFor
  ask: Outgoing
  reached: (moment: Moment) => Promise<void>
}

export const toolsFor = (db: Database): Tools => ({
  db,
  platformFor,
  driverFor,
  ask: outgoing,
  reached: async () => {},
})
