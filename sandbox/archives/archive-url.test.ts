import { expect, test } from 'vitest'
import { archiveOfUrl, archiveUrl, isGoodArchiveUrl } from './archive-url.ts'

const now = new Date('2026-05-01T20:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const id = '11111111-2222-4333-8444-555555555555'
const other = '11111111-2222-4333-8444-666666666666'
const url = new URL(archiveUrl('http://127.0.0.1:1', { id, outputMode: 'composed' }, 'secret', now))

test('a link is good for ten minutes', () => {
  expect(archiveOfUrl(url)).toBe(id)
  expect(
    archiveOfUrl(new URL(archiveUrl('http://127.0.0.1:1', { id, outputMode: 'individual' }, '', now))),
  ).toBe(id)
  expect(isGoodArchiveUrl(url, id, 'secret', later(9.9))).toBe(true)
  expect(isGoodArchiveUrl(url, id, 'secret', later(10))).toBe(false)
})

test('a link cannot be stretched, moved to another archive or made by somebody else', () => {
  const stretched = new URL(url)
  stretched.searchParams.set('expires', String(later(60).getTime()))
  expect(isGoodArchiveUrl(stretched, id, 'secret', now)).toBe(false)
  expect(isGoodArchiveUrl(url, other, 'secret', now)).toBe(false)
  expect(isGoodArchiveUrl(url, id, 'other secret', now)).toBe(false)
  expect(archiveOfUrl(new URL('http://127.0.0.1/archives/../../etc/passwd/archive.webm'))).toBeNull()
})
