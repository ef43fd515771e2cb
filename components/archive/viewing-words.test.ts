import { expect, it } from 'vitest'
import type { ViewingView } from '#lib/review/model.ts'
import { viewingWords } from './viewing-words.ts'

const NOW = Date.parse('2026-11-24T22:00:00Z')
const viewing = (part: Partial<ViewingView>): ViewingView => ({
  id: 'v',
  name: 'Tomasz Wilk',
  purpose: 'played',
  at: '2026-11-24T21:20:00Z',
  lastAt: '2026-11-24T21:25:00Z',
  parts: [],
  ...part,
})

it.each([
  ['which part was seen', { parts: [[2280, 2530]] }, 'Watched 38:00 to 42:10'],
  [
    'that somebody looks now',
    { parts: [[2410, 2415]], lastAt: '2026-11-24T21:59:55Z' },
    'Watching now, 40:10 to 40:15',
  ],
  ['that nothing was seen', {}, 'Opened it, watched nothing'],
  ['that the file was taken', { purpose: 'downloaded' }, 'Downloaded the file'],
  [
    'no more than can be read',
    {
      parts: [
        [0, 5],
        [60, 65],
        [120, 125],
        [180, 185],
        [240, 245],
      ],
    },
    'Watched 00:00 to 00:05, 01:00 to 01:05, 02:00 to 02:05 and 2 more',
  ],
] as [string, Partial<ViewingView>, string][])('the list says %s', (_case, part, words) => {
  expect(viewingWords(viewing(part), NOW)).toBe(words)
})
