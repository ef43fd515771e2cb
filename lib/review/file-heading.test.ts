import { describe, expect, it } from 'vitest'
import { hostileTexts } from '../../e2e/kit/hostile-texts.ts'
import { contentDisposition, mediaType } from './file-heading.ts'

describe('the name of a downloaded recording', () => {
  it('is that of its session, for old and new browsers', () => {
    expect(contentDisposition('attachment', 'Späte Runde', 'mp4')).toBe(
      `attachment; filename="Sp_te Runde.mp4"; filename*=UTF-8''Sp%C3%A4te%20Runde.mp4`,
    )
  })

  it.each([
    ['a way out of the folder', '../../etc/passwd', 'etc passwd.mp4'],
    ['another header', 'a"\r\nSet-Cookie: x', 'a Set-Cookie x.mp4'],
    ['nothing', '', 'Recording.mp4'],
    ['dots alone', '...', 'Recording.mp4'],
  ])('is harmless when it is %s', (_case, name, called) => {
    expect(contentDisposition('attachment', name, 'mp4')).toContain(`filename="${called}"`)
  })

  it('is one line of plain signs, whatever people write', () => {
    for (const text of hostileTexts())
      expect(contentDisposition('attachment', text, 'mp4')).toMatch(
        /^attachment; filename="[A-Za-z0-9 ._-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
      )
  })
})

it.each([
  ['video/mp4', 'video/mp4'],
  ['video/webm; codecs="vp8"', 'video/webm'],
  ['application/zip', 'application/zip'],
  ['text/html', 'application/octet-stream'],
  ['video/mp4evil', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%s is sent as %s', (given, sent) => {
  expect(mediaType(given).type).toBe(sent)
})
