import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { histories } from '../kit/history.ts'
import { type LiveSite, sharedLiveSite } from '../kit/live-site.ts'
import { projectionRows } from '../kit/projection-rows.ts'
import { referenceProjection } from '../kit/reference-projection.ts'

/** W6: over the wire and over two servers, order and repetition change nothing. The property itself is R1's. */

let site: LiveSite

beforeAll(async () => {
  site = await sharedLiveSite()
}, 300_000)

afterAll(() => site?.end())

test('an evening sent backwards, each callback to both servers at once, ends as if sent in order once', async () => {
  const [evening = []] = fc
    .sample(histories('2_W6', 120), { numRuns: 20, seed: 6 })
    .toSorted((one, other) => other.length - one.length)
  const answers = await Promise.all(
    evening.toReversed().flatMap((event) => [site.deliver(0, event), site.deliver(1, event)]),
  )
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
  const rows = await projectionRows(site.db, ['2_W6'])
  expect(rows.get('2_W6')).toEqual(referenceProjection(evening))
  const [head] = await site.db.$queryRaw<{ seq: bigint; entries: bigint }[]>`
    SELECT h."seq", (SELECT count(*) FROM "FeedEntry") AS "entries" FROM "FeedHead" h`
  expect(head?.entries).toBe(head?.seq)
})
