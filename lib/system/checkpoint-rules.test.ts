import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const BASE = {
  GAVEL_ENV: 'production',
  GAVEL_URL: 'https://moderation.northlight.org',
  GAVEL_SECRET: 'k'.repeat(43),
  GAVEL_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: 'postgresql://localhost/gavel',
}
const WHOLE = {
  GAVEL_CHECKPOINTS_S3_ENDPOINT: 'https://s3.eu-central-1.amazonaws.com',
  GAVEL_CHECKPOINTS_S3_REGION: 'eu-central-1',
  GAVEL_CHECKPOINTS_S3_BUCKET: 'northlight-record',
  GAVEL_CHECKPOINTS_S3_KEY_ID: 'AKIAIOSFODNN7',
  GAVEL_CHECKPOINTS_S3_SECRET: 'canary-secret',
}
const LOOPBACK = { ...WHOLE, GAVEL_CHECKPOINTS_S3_ENDPOINT: 'http://127.0.0.1:9000' }

test.each([
  ['nothing', {}],
  ['all five', WHOLE],
  ['a prefix too', { ...WHOLE, GAVEL_CHECKPOINTS_S3_PREFIX: 'berlin/gavel/' }],
  ['an allowed network', { ...LOOPBACK, GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' }],
])('%s is fine', (_what, given) => {
  expect(readEnv({ ...BASE, ...given })).toMatchObject({ ok: true })
})

const ENDPOINTS = [
  'http://s3.northlight.org',
  'http://127.0.0.1:9000',
  'https://169.254.169.254',
  'https://minio',
  'https://u:p@s3.northlight.org',
  'https://s3.northlight.org/path',
  's3.northlight.org',
]

const WRONG: [name: string, given: Record<string, string>, why: RegExp][] = [
  ...Object.keys(WHOLE).map((name): (typeof WRONG)[number] => [
    name,
    { ...WHOLE, [name]: '' },
    /is missing: endpoint/,
  ]),
  ...ENDPOINTS.map((endpoint): (typeof WRONG)[number] => [
    'GAVEL_CHECKPOINTS_S3_ENDPOINT',
    { ...WHOLE, GAVEL_CHECKPOINTS_S3_ENDPOINT: endpoint },
    /must be an https/,
  ]),
  ['GAVEL_CHECKPOINTS_S3_PREFIX', { GAVEL_CHECKPOINTS_S3_PREFIX: 'x/' }, /says nothing without/],
  ['GAVEL_CHECKPOINTS_S3_PREFIX', { ...WHOLE, GAVEL_CHECKPOINTS_S3_PREFIX: '../x/' }, /names that each/],
  ['GAVEL_CHECKPOINTS_S3_PREFIX', { ...WHOLE, GAVEL_CHECKPOINTS_S3_PREFIX: 'x' }, /names that each/],
  ['GAVEL_CHECKPOINTS_S3_BUCKET', { ...WHOLE, GAVEL_CHECKPOINTS_S3_BUCKET: 'a/b' }, /name of a bucket/],
  ['GAVEL_CHECKPOINTS_S3_BUCKET', { ...WHOLE, GAVEL_CHECKPOINTS_S3_BUCKET: 'a..b' }, /name of a bucket/],
  ['GAVEL_CHECKPOINTS_S3_SECRET', { ...WHOLE, GAVEL_CHECKPOINTS_S3_SECRET: 'short' }, /too short/],
]

test.each(WRONG)('%s is refused by name, and no value is repeated', (name, given, why) => {
  const read = readEnv({ ...BASE, ...given })
  if (read.ok) throw new Error('It was taken')
  const sentences = read.failure.join('\n')
  expect(sentences).toContain(name)
  expect(sentences).toMatch(why)
  expect(sentences).not.toContain('canary-secret')
})
