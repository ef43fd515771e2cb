import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOutgoing } from '#lib/platform/outgoing.ts'
import { parseNetworks } from '#lib/system/outgoing-address.ts'
import { type StrictAzure, startStrictAzure } from '../../e2e/kit/strict-azure.ts'
import { type S3Deed, type StrictS3, startStrictS3 } from '../../e2e/kit/strict-s3.ts'
import { STORAGE_LIMITS } from './ask-storage.ts'
import type { StoragePurpose } from './model.ts'
import { probeStorage } from './probe-storage.ts'

const way = {
  ask: createOutgoing({ networks: parseNetworks('127.0.0.0/8'), origins: [] }),
  limits: STORAGE_LIMITS,
}
const ALL: S3Deed[] = ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'GetBucketSettings']
const without = (...deeds: S3Deed[]) => ALL.filter((deed) => !deeds.includes(deed))

describe('an S3 bucket', () => {
  let s3: StrictS3
  beforeAll(async () => {
    s3 = await startStrictS3()
    s3.place('gavel/4711/an-archive/archive.mp4', Buffer.from('a recording'))
  })
  beforeEach(() => {
    Object.assign(s3.state, {
      policy: new Set(ALL),
      encryption: 'AES256',
      versioning: true,
      publicRead: false,
      fault: null,
    })
  })
  afterAll(() => s3.stop())

  const probe = (purpose: StoragePurpose, change = {}) =>
    probeStorage({ kind: 's3', ...s3.settings, ...change }, purpose, way)
  const allow = (deeds: S3Deed[]) => {
    s3.state.policy = new Set(deeds)
  }

  describe('that Gavel keeps recordings in', () => {
    test('is as it should be: nothing is found, and nothing of the probe is left', async () => {
      expect(await probe('keep')).toEqual([])
      expect(s3.names()).toEqual(['gavel/4711/an-archive/archive.mp4'])
      expect(s3.uploads()).toBe(0)
    })
    test.each([
      ['PutObject', 'cannot-put'],
      ['GetObject', 'cannot-read'],
      ['DeleteObject', 'cannot-delete'],
    ] as const)('without %s, Gavel says that it cannot work there', async (deed, finding) => {
      allow(without(deed))
      expect(await probe('keep')).toContain(finding)
    })
    test('that encrypts nothing', async () => {
      s3.state.encryption = null
      expect(await probe('keep')).toEqual(['no-encryption'])
    })
    test('that does not say how it is set up is known by what was put there', async () => {
      allow(without('GetBucketSettings'))
      expect(await probe('keep')).toEqual([])
      s3.state.encryption = null
      expect(await probe('keep')).toEqual(['no-encryption'])
    })
    test('that anybody can read', async () => {
      s3.state.publicRead = true
      expect(await probe('keep')).toEqual(['public-read'])
    })
    test('that is not there, is full, or does not answer', async () => {
      expect(await probe('keep', { bucket: 'another-bucket' })).toEqual(['no-bucket'])
      s3.state.fault = () => ({ status: 507 })
      expect(await probe('keep')).toEqual(['full'])
      s3.state.fault = () => ({ status: 500 })
      expect(await probe('keep')).toEqual(['unreachable'])
    })
  })

  describe('that the platform fills', () => {
    test('where Gavel may read and no more, nothing is found', async () => {
      allow(without('PutObject', 'DeleteObject'))
      expect(await probe('uploads')).toEqual([])
    })
    test.each([
      [['PutObject'], ['may-delete']],
      [['DeleteObject'], ['may-put']],
      [[], ['may-put', 'may-delete']],
    ] as [S3Deed[], string[]][])('with all but %o, its key is too powerful', async (denied, found) => {
      allow(without(...denied))
      const before = s3.versionsOf('gavel/4711/an-archive/archive.mp4')
      expect(await probe('uploads')).toEqual(found)
      expect(s3.versionsOf('gavel/4711/an-archive/archive.mp4')).toEqual(before)
    })
    test.each(['GetObject', 'ListBucket'] as const)('without %s Gavel finds nothing there', async (deed) => {
      allow(without('PutObject', 'DeleteObject', deed))
      expect(await probe('uploads')).toContain('cannot-read')
    })
    test('without encryption, versions and a lock on its door', async () => {
      allow(without('PutObject', 'DeleteObject'))
      Object.assign(s3.state, { encryption: null, versioning: false, publicRead: true })
      expect(await probe('uploads')).toEqual(['no-encryption', 'no-versions', 'public-read'])
    })
    test('that does not say whether it keeps versions', async () => {
      allow(without('PutObject', 'DeleteObject', 'GetBucketSettings'))
      expect(await probe('uploads')).toEqual(['unknown-versions'])
    })
  })
})

describe('a container of Azure', () => {
  let azure: StrictAzure
  beforeAll(async () => {
    azure = await startStrictAzure()
  })
  beforeEach(() => Object.assign(azure.state, { encrypted: true, publicRead: false, fault: null }))
  afterAll(() => azure.stop())
  const probe = (purpose: StoragePurpose, change = {}) =>
    probeStorage({ kind: 'azure', ...azure.settings, ...change }, purpose, way)

  test('that Gavel keeps recordings in', async () => {
    expect(await probe('keep')).toEqual([])
    azure.state.publicRead = true
    expect(await probe('keep')).toEqual(['public-read'])
    azure.state.encrypted = false
    expect(await probe('keep')).toEqual(['no-encryption', 'public-read'])
    expect(azure.names()).toEqual([])
  })
  test('that the platform fills: the key of an account may always do more, a signature that reads may not', async () => {
    azure.place('gavel/a/b/archive.mp4', Buffer.from('a recording'))
    expect(await probe('uploads')).toEqual(['may-put', 'may-delete'])
    expect(await probe('uploads', { secret: `?sv=2021&sp=rl&sig=${azure.readingSignature}` })).toEqual([])
    expect(await probe('uploads', { secret: '?sv=2021&sp=rl&sig=wrong' })).toEqual(['cannot-read'])
  })
  test('that is not there, or that refuses', async () => {
    expect(await probe('keep', { container: 'another' })).toEqual(['no-bucket'])
    azure.state.fault = () => ({ status: 403 })
    expect(await probe('keep')).toEqual(['cannot-put'])
  })
})
