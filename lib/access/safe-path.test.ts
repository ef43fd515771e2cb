import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

const OURS = 'https://moderation.northlight.example'

test.each([
  ['/sessions/1?tab=people#mia', '/sessions/1?tab=people#mia'],
  [`${OURS}/archives`, '/archives'],
  ['https:evil.example/a', '/evil.example/a'], // to a browser on https this is a path, odd as it looks
  ['%%%', '/%%%'],
])('%s is a place on this site', (wanted, path) => {
  expect(safePath(wanted, OURS)).toBe(path)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\t//evil.example',
  'https://evil.example',
  'http://moderation.northlight.example/live',
  'javascript:alert(1)',
  'data:text/html,x',
  `https://${'a'.repeat(8_000)}`,
  `${OURS}@evil.example`,
  `https://user@moderation.northlight.example/live`,
  `${OURS}//evil.example`,
  '/.//evil.example',
  '/sign-in',
  '/api/auth/signout',
  undefined,
  ['/archives'],
])('%s leads to the first page instead', (wanted) => {
  expect(safePath(wanted, OURS)).toBe('/live')
})

test('whatever is wanted, a browser that follows it stays here', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    ':',
    '@',
    '?',
    '#',
    '%2f',
    '\t',
    'evil.example',
    'https',
    'a',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(new URL(safePath(parts.join(''), OURS), OURS).origin).toBe(OURS)
    }),
    { numRuns: 2_000 },
  )
})
