import 'server-only'
import { Prisma } from '#generated/prisma/client.ts'

/** What Prisma says of a table and of a column that is not there. */
const ABSENT = ['P2021', 'P2022']
/** The same in PostgreSQL's words, behind a query of our own. */
const ABSENT_RAW = /Code: `42(P01|703)`/

export const UNPREPARED =
  'This database is not prepared for this version of Gavel: start it once (npm start), which does that.'

/** Whether a query failed because the database lacks what this version's migrations make. */
export function isUnprepared(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return ABSENT.includes(error.code) || ABSENT_RAW.test(error.message)
}
