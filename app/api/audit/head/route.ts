import { cookies } from 'next/headers'
import { parseTimeZone, TIME_ZONE_COOKIE } from '#components/ui/time-zone.ts'
import { defineRoute } from '#lib/access/define-route.ts'
import { headInput } from '#lib/record/model.ts'
import { countNews } from '#lib/record/queries.ts'

/** How many entries have come since the last one a page shows. */
export const GET = defineRoute({
  name: 'audit.head',
  permission: 'audit.view',
  input: headInput,
  audit: 'none',
  run: async ({ actor, input: { query } }) => {
    const { after, ...filters } = query
    const timeZone = parseTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
    return Response.json({ news: await countNews(actor, { filters, timeZone, after }) })
  },
})
