import { expect, test } from 'vitest'
import { azureRequest } from './azure-request.ts'

const config = {
  accountName: 'evening',
  accountKey: Buffer.from('not a real key').toString('base64'),
  container: 'recordings',
  domain: 'core.windows.net',
}
const upload = {
  ...{ key: '9000000000001/a1/archive.webm', file: '', sha256sum: '', contentType: 'video/webm' },
  ...{ size: 3_000_000, now: new Date('2026-05-01T20:00:00Z'), signal: new AbortController().signal },
}

test('in the cloud an account is a host, elsewhere a folder', () => {
  const path = 'recordings/9000000000001/a1/archive.webm'
  expect(azureRequest(config, upload).url).toBe(`https://evening.blob.core.windows.net/${path}`)
  expect(azureRequest({ ...config, domain: 'http://127.0.0.1:1/' }, upload).url).toBe(
    `http://127.0.0.1:1/evening/${path}`,
  )
})

/** A request made so was taken by Azurite 3.37, the vendor's own stand-in, and refused with another key. */
test('the signature is the one that Azure computes', () => {
  const { headers } = azureRequest({ ...config, domain: 'http://127.0.0.1:1' }, upload)
  expect(headers).toEqual({
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-date': 'Fri, 01 May 2026 20:00:00 GMT',
    'x-ms-version': '2021-12-02',
    'Content-Type': 'video/webm',
    Authorization: 'SharedKey evening:WbwxPGwt7IIUZprSnfzXpbNW9NZ1Sdsqzi6rmeHOZNU=',
  })
})
