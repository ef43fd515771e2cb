/** What may be asked of a recording, as the platform reads it. */
import { z } from 'zod'
import { RESOLUTIONS } from '../tokens/session-id.ts'

export const layoutSchema = z
  .strictObject({
    type: z.enum(['bestFit', 'pip', 'verticalPresentation', 'horizontalPresentation', 'custom']),
    stylesheet: z.string().max(20_000).optional(),
    screenshareType: z.enum(['bestFit', 'pip', 'verticalPresentation', 'horizontalPresentation']).optional(),
  })
  .refine(({ type, stylesheet }) => (type === 'custom') === (stylesheet !== undefined))
  .refine(({ type, screenshareType }) => screenshareType === undefined || type === 'bestFit')

export const startSchema = z
  .object({
    sessionId: z.string().min(1).max(255),
    name: z.string().max(1_000).optional(),
    hasAudio: z.boolean().default(true),
    hasVideo: z.boolean().default(true),
    outputMode: z.enum(['composed', 'individual']).default('composed'),
    resolution: z.enum(RESOLUTIONS).optional(),
    layout: layoutSchema.optional(),
    streamMode: z.enum(['auto', 'manual']).default('auto'),
    multiArchiveTag: z.string().max(200).default(''),
    maxBitrate: z.number().int().min(100_000).max(6_000_000).optional(),
    quantizationParameter: z.number().int().min(15).max(40).optional(),
  })
  .refine(({ hasAudio, hasVideo }) => hasAudio || hasVideo)
  .refine(
    ({ maxBitrate, quantizationParameter }) =>
      maxBitrate === undefined || quantizationParameter === undefined,
  )
  // Only where all are in one picture is there anything to lay out and to encode.
  .refine(
    ({ outputMode, resolution, layout, maxBitrate, quantizationParameter }) =>
      outputMode === 'composed' ||
      [resolution, layout, maxBitrate, quantizationParameter].every((it) => it === undefined),
  )

const streamId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)

/** One of the two, never both; a stream of which nothing is recorded is not added. */
export const streamChoiceSchema = z.union([
  z
    .strictObject({
      addStream: streamId,
      hasAudio: z.boolean().default(true),
      hasVideo: z.boolean().default(true),
    })
    .refine(({ hasAudio, hasVideo }) => hasAudio || hasVideo),
  z.strictObject({ removeStream: streamId }),
])
