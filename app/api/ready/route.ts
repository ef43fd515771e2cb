import { database } from '#lib/system/database.ts'

export const dynamic = 'force-dynamic'

export async function GET() {
  await database().$queryRaw`SELECT 1`
  return Response.json({ ready: true })
}
