import { describe, expect, it } from 'vitest'
import { ADDRESS_SECONDS, isGoodAddress, mediaAddress } from './media-address.ts'
import type { Purpose } from './model.ts'

const SECRET = 's'.repeat(32)
const NOW = new Date('2026-11-24T21:00:00Z')
const AMARA = { accountId: 'amara', deviceId: 'laptop' }
const bound = { archiveId: 'karaoke', purpose: 'played' as Purpose, actor: AMARA }
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

const shown = (() => {
  const { searchParams } = new URL(mediaAddress(bound, NOW, SECRET).url, 'http://gavel.example')
  return { until: searchParams.get('until') ?? '', proof: searchParams.get('proof') ?? '' }
})()

describe('an address of a recording', () => {
  it('is good for whom it was made, for less than five minutes', () => {
    expect(ADDRESS_SECONDS).toBeLessThanOrEqual(300)
    expect(isGoodAddress(bound, shown, NOW, SECRET)).toBe(true)
    expect(isGoodAddress(bound, shown, later(ADDRESS_SECONDS - 1), SECRET)).toBe(true)
    expect(isGoodAddress(bound, shown, later(ADDRESS_SECONDS), SECRET)).toBe(false)
  })

  it.each([
    ['another recording', { archiveId: 'rehearsal' }],
    ['one stream of it', { piece: 0 }],
    ['another purpose', { purpose: 'downloaded' as Purpose }],
    ['somebody else', { actor: { accountId: 'ines', deviceId: 'laptop' } }],
    ['another device of theirs', { actor: { accountId: 'amara', deviceId: 'phone' } }],
  ])('is of no use for %s', (_case, other) => {
    expect(isGoodAddress({ ...bound, ...other }, shown, NOW, SECRET)).toBe(false)
  })

  it.each([
    ['a later end', { ...shown, until: String(Number(shown.until) + 1) }],
    ['no end', { proof: shown.proof }],
    ['an end that is no number', { ...shown, until: '1e12' }],
    ['no proof', { until: shown.until }],
    ['an empty proof', { ...shown, proof: '' }],
    ['half a proof', { ...shown, proof: shown.proof.slice(0, 20) }],
    [
      'a proof with a letter changed',
      { ...shown, proof: `${shown.proof[0] === 'A' ? 'B' : 'A'}${shown.proof.slice(1)}` },
    ],
  ])('is nothing with %s', (_case, changed) => {
    expect(isGoodAddress(bound, changed, NOW, SECRET)).toBe(false)
  })

  it('of one stream opens no other, and not all of it', () => {
    const first = { ...bound, piece: 1 }
    const { searchParams } = new URL(mediaAddress(first, NOW, SECRET).url, 'http://gavel.example')
    expect(searchParams.get('piece')).toBe('1')
    const own = { until: searchParams.get('until') ?? '', proof: searchParams.get('proof') ?? '' }
    expect(isGoodAddress(first, own, NOW, SECRET)).toBe(true)
    for (const other of [bound, { ...bound, piece: 0 }, { ...bound, piece: 11 }])
      expect(isGoodAddress(other, own, NOW, SECRET)).toBe(false)
  })

  it('is nothing under another secret', () => {
    expect(isGoodAddress(bound, shown, NOW, 't'.repeat(32))).toBe(false)
  })
})
