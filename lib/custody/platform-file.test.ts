import { describe, expect, it } from 'vitest'
import { isFileAddress } from './platform-file.ts'

describe('where a recording is fetched from', () => {
  it.each([
    ['https anywhere', 'https://bucket.example/a.mp4', null, true],
    ['the sandbox that the project speaks to', 'http://127.0.0.1:4000/a.webm', 'http://127.0.0.1:4000', true],
    ['plain http elsewhere', 'http://bucket.example/a.mp4', null, false],
    ['another port of this machine', 'http://127.0.0.1:5432/', 'http://127.0.0.1:4000', false],
    ['a name in the address', 'https://me:secret@bucket.example/a.mp4', null, false],
    ['a file', 'file:///etc/passwd', null, false],
    ['no address at all', 'not an address', null, false],
  ])('%s', (_case, url, apiUrl, allowed) => {
    expect(isFileAddress(url, apiUrl)).toBe(allowed)
  })
})
