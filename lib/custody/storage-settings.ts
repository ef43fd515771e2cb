import 'server-only'
import type { Storage } from '#generated/prisma/client.ts'
import { log } from '#lib/system/log.ts'
import { type AzureSettings, createAzureDriver } from './azure-driver.ts'
import { STORAGE_WAY, type StorageWay } from './s3-asker.ts'
import { createS3Driver, type S3Settings } from './s3-driver.ts'
import type { StorageDriver } from './storage-driver.ts'
import { openStorageSecret } from './storage-secret.ts'

/** A storage outside this server, whole: with the secret in clear. Never logged, never sent to a browser. */
export type OutsideSettings = ({ kind: 's3' } & S3Settings) | ({ kind: 'azure' } & AzureSettings)

/** Null when its secret does not open, or it is the disk. */
export function settingsOf(row: Storage): OutsideSettings | null {
  const { kind, endpoint, region, bucket, keyName, prefix } = row
  if (kind === 'disk' || endpoint === null || bucket === null || keyName === null) return null
  const secret = openStorageSecret(row)
  if (!secret.ok) {
    log.error(
      { storageId: row.id, keyId: row.keyId, failure: secret.failure },
      'the key of a storage does not open',
    )
    return null
  }
  const common = { endpoint, prefix, secret: secret.value }
  return kind === 's3'
    ? { kind, ...common, region: region ?? 'us-east-1', bucket, keyId: keyName }
    : { kind, ...common, container: bucket, account: keyName }
}

export function driverOf(settings: OutsideSettings, way: StorageWay = STORAGE_WAY): StorageDriver {
  return settings.kind === 's3' ? createS3Driver(settings, way) : createAzureDriver(settings, way)
}
