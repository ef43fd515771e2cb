import { cookies } from 'next/headers'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { exportResponse } from '#lib/record/export-response.ts'
import { exportInput, keepable } from '#lib/record/model.ts'

/** The record as a file: what the page's filters leave of it. That somebody took it out is on the record first. */
export const GET = defineRoute({
  name: 'audit.export',
  permission: 'audit.export',
  input: exportInput,
  audit: ({ query }) => ({ details: keepable(query) }),
  run: async ({ actor, input: { query } }) => {
    const { format, ...filters } = query
    const timeZone = parseTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
    return exportResponse(actor, { format, filters, timeZone })
  },
})
