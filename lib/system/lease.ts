import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'

/** What two servers and the rounding of times may differ by, in seconds. */
const SLACK_SECONDS = 60

/**
 * Whether a row with a column "leasedUntil" is in somebody's hands; null where nobody ever had it, so ask `IS NOT TRUE`. A lease
 * that reaches further than a lease can was given before the clock was put back: it holds nobody off.
 */
export const isLeased = (seconds: number): Prisma.Sql => Prisma.sql`
  ("leasedUntil" > clock_timestamp() AND "leasedUntil" <= clock_timestamp() + make_interval(secs => ${seconds + SLACK_SECONDS}))`
