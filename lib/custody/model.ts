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
