/** Packages of recordings, as pages see them and as they come in. */
import { z } from 'zod'
import { idSchema } from '#lib/system/ids.ts'

export type ExportState = 'making' | 'ready' | 'failed' | 'expired'

export type ExportView = {
  id: string
  askedBy: string
  askedAt: string
  reason: string
  state: ExportState
  expiresAt: string | null
  /** Bytes. */
  size: number | null
  /** Code of why there is none, or not yet. */
  failure: string | null
}

export const askExportInput = z.strictObject({
  archiveId: idSchema,
  reason: z.string().trim().min(1).max(500),
})
export const packageInput = z.object({ params: z.object({ id: idSchema }) })
