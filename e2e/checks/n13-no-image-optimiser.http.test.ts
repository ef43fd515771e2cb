import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, sharedSite } from '../kit/site.ts'

/** N13: nothing of ours is a picture that must be made smaller, so nobody can have the server fetch or decode one. */
let site: Site

beforeAll(async () => {
  site = await sharedSite()
}, 600_000)

afterAll(() => site?.end())

const own = () => site.nodes[0]?.url ?? ''

test('the optimiser answers nobody, whatever picture is asked for and in whatever form', async () => {
  const { visitor } = await site.signedIn('admin')
  const pictures = [
    '/icon.svg',
    '/icon.png',
    `${own()}/icon.svg`,
    'https://evil.example/a.png',
    '//evil.example/a.png',
    'file:///etc/passwd',
    'data:image/svg+xml,<svg/>',
    '/_next/image?url=/icon.svg&w=64&q=75',
    '/api/auth/session',
    '',
  ]
  for (const picture of pictures)
    for (const accept of ['image/avif,image/webp,*/*', 'image/svg+xml'])
      for (const who of [site.visitor(), visitor.copy()]) {
        const path = `/_next/image?url=${encodeURIComponent(picture)}&w=64&q=75`
        const { status, headers } = await who.send('GET', path, { headers: { accept } })
        expect([picture, status]).toEqual([picture, expect.toBeOneOf([400, 404])])
        expect([picture, headers['content-type']]).toEqual([picture, expect.not.stringContaining('image/')])
      }
})
