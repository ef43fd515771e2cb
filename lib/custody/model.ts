/** Where recordings lie, as pages see it. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'
import type { PlatformFileFailure } from './platform-file.ts'
import type { StorageFailure } from './storage-driver.ts'

export type CustodyStep = 'waiting' | 'fetching' | 'releasing' | 'kept' | 'lost' | 'deleted'
export type FileState = 'writing' | 'whole' | 'missing' | 'changed' | 'deleted'

/** Why the last attempt came to nothing. Each has its words in `custody-words.ts`. */
export type CustodyFailure = StorageFailure | PlatformFileFailure | 'no-storage'

/** One copy of a recording. */
export type FileView = {
  id: string
  /** Where it lies, in words: "This server's disk", "S3, recordings-eu". */
  place: string
  state: FileState
  writtenBy: 'gavel' | 'platform'
  contentType: string
  /** Bytes; null while it is not known. */
  size: number | null
  /** Bytes that are there already. */
  have: number
  /** Hexadecimal; null until it is whole. */
  sha256: string | null
  encryption: string | null
  since: string | null
  verifiedAt: string | null
}

/** What is being done so that a recording is safe. */
export type CustodyView = {
  step: CustodyStep
  /** The platform deletes its copy then; null when it holds none that counts. */
  copyUntil: string | null
  failure: CustodyFailure | null
  /** When it is tried again; null when nothing is to be done. */
  nextAt: string | null
  files: FileView[]
}

export const archiveInput = z.strictObject({ archiveId: idSchema })

export type StoragePurpose = 'keep' | 'uploads'

/** What was found out about a storage by asking it. Each has its words in `storage-words.ts`. */
export const STORAGE_FINDINGS = [
  'may-put',
  'may-delete',
  'public-read',
  'no-encryption',
  'no-versions',
  'unknown-encryption',
  'unknown-versions',
  'cannot-put',
  'cannot-read',
  'cannot-delete',
  'no-bucket',
  'full',
  'unreachable',
] as const
export type StorageFinding = (typeof STORAGE_FINDINGS)[number]

/** As they are stored: since when it is so is what tells one trouble from the next. */
export const storageFindings = z.array(
  z.object({ finding: z.enum(STORAGE_FINDINGS), since: z.iso.datetime() }),
)
export type StorageFindings = z.output<typeof storageFindings>

/** A storage outside this server. Its secret is nowhere in it. */
export type StorageView = {
  id: string
  kind: 's3' | 'azure'
  endpoint: string
  /** Null for Azure. */
  region: string | null
  /** Bucket or container. */
  bucket: string
  prefix: string
  /** Id of the key, or name of the account. */
  keyName: string
  createdAt: string
  checkedAt: string | null
  findings: StorageFindings
}

/** Null: recordings are kept on the server's own disk; the platform puts none anywhere. */
export type ProjectStorages = Record<StoragePurpose, StorageView | null>

const place = {
  projectId: idSchema,
  purpose: z.enum(['keep', 'uploads']),
  endpoint: z.string().trim().min(1).max(300),
  prefix: z
    .string()
    .trim()
    .max(200)
    .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]{0,60}\/){0,5}$/, 'Names that each end with a slash, or nothing.'),
  /** Left away, the one that is there is kept: only while it goes where it went. */
  secret: z.string().trim().min(8).max(1000).optional(),
}
export const saveStorageInput = z.discriminatedUnion('kind', [
  z.strictObject({
    ...place,
    kind: z.literal('s3'),
    region: z
      .string()
      .trim()
      .regex(/^[a-z0-9-]{1,40}$/, 'A region such as eu-central-1.'),
    bucket: z
      .string()
      .trim()
      .regex(/^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/, 'The name of a bucket.'),
    keyName: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_.-]{3,128}$/, 'The id of an access key.'),
  }),
  z.strictObject({
    ...place,
    kind: z.literal('azure'),
    bucket: z
      .string()
      .trim()
      .regex(/^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/, 'The name of a container.'),
    keyName: z
      .string()
      .trim()
      .regex(/^[a-z0-9]{3,24}$/, 'The name of a storage account.'),
  }),
])
export type SaveStorageInput = z.output<typeof saveStorageInput>

export const removeStorageInput = z.strictObject({
  projectId: idSchema,
  purpose: z.enum(['keep', 'uploads']),
})
