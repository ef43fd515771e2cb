import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { env } from '#lib/system/env.ts'
import type { MediaAddress, Purpose } from './model.ts'

/** How long an address is good (S11 of the security checks allows five minutes). */
export const ADDRESS_SECONDS = 280

/** `piece`: which file of a zip of single streams; all of it without. */
type Bound = {
  archiveId: string
  piece?: number | undefined
  purpose: Purpose
  actor: Pick<Actor, 'accountId' | 'deviceId'>
}

/** An address of a recording's bytes for one person at one device and for one purpose; of no use to anybody else, or later. */
export function mediaAddress(bound: Bound, now: Date, secret: string = env().GAVEL_SECRET): MediaAddress {
  const until = Math.floor(now.getTime() / 1_000) + ADDRESS_SECONDS
  const query = new URLSearchParams({
    for: bound.purpose,
    ...(bound.piece === undefined ? {} : { piece: String(bound.piece) }),
    until: String(until),
    proof: proofOf(bound, until, secret).toString('base64url'),
  })
  return {
    url: `/api/media/archives/${bound.archiveId}?${query}`,
    until: new Date(until * 1_000).toISOString(),
  }
}

/** Whether this address was made for them, and is still good. */
export function isGoodAddress(
  bound: Bound,
  shown: { until?: string | undefined; proof?: string | undefined },
  now: Date,
  secret: string = env().GAVEL_SECRET,
): boolean {
  const until = /^\d{1,12}$/.test(shown.until ?? '') ? Number(shown.until) : 0
  const proof = Buffer.from(shown.proof ?? '', 'base64url')
  const expected = proofOf(bound, until, secret)
  const isOurs = proof.length === expected.length && timingSafeEqual(proof, expected)
  const seconds = now.getTime() / 1_000
  return isOurs && seconds < until && until <= seconds + ADDRESS_SECONDS + 1
}

function proofOf({ archiveId, piece, purpose, actor }: Bound, until: number, secret: string): Buffer {
  const content = JSON.stringify([
    'gavel media',
    archiveId,
    piece ?? 'all',
    purpose,
    actor.accountId,
    actor.deviceId,
    until,
  ])
  return createHmac('sha256', secret).update(content).digest()
}
