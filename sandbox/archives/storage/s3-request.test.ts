import { expect, test } from 'vitest'
import { s3Request } from './s3-request.ts'

const config = {
  bucket: 'recordings',
  accessKey: 'KEY',
  secretKey: 'not a real secret',
  sse: 'none',
} as const
const upload = {
  ...{
    key: '9000000000001/a1/archive.webm',
    file: '',
    sha256sum: 'ab'.repeat(32),
    contentType: 'video/webm',
  },
  ...{ now: new Date('2026-05-01T20:00:00Z'), signal: new AbortController().signal },
}

test.each([
  ['https://s3.amazonaws.com', 'us-east-1'],
  ['https://s3.eu-central-1.amazonaws.com/', 'eu-central-1'],
  ['http://127.0.0.1:9000', 'us-east-1'],
])('at %s it is signed for %s', async (endpoint, region) => {
  const { url, headers } = await s3Request({ ...config, endpoint }, upload)
  expect(url).toBe(`${endpoint.replace(/\/$/, '')}/recordings/9000000000001/a1/archive.webm`)
  expect(headers.authorization).toContain(`Credential=KEY/20260501/${region}/s3/aws4_request`)
  expect(headers).not.toHaveProperty('x-amz-server-side-encryption')
})
