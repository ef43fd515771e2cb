import { z } from 'zod'

const words = z.string().min(1).max(1_000)
const fallback = z.enum(['none', 'opentok']).default('opentok')
const endpoint = z.url({ protocol: /^https?$/ })

/** Names as the storages allow them: they become parts of an address. */
const bucket = z.string().regex(/^[A-Za-z0-9._-]{3,255}$/)

/** Where a project's recordings are uploaded to, as the platform's REST takes it. */
export const storageSettingsSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('s3'),
    config: z.object({
      bucket,
      accessKey: words,
      secretKey: words,
      endpoint: endpoint.default('https://s3.amazonaws.com'),
      sse: z.enum(['s3', 'none']).default('none'),
    }),
    fallback,
  }),
  z.object({
    type: z.literal('azure'),
    config: z.object({
      accountName: z.string().regex(/^[a-z0-9]{3,24}$/),
      accountKey: z.base64().min(1),
      container: bucket,
      /** A domain of the cloud; here also the whole address of a stand-in, whose accounts are folders. */
      domain: z.union([z.string().regex(/^[a-z0-9.-]{1,253}$/), endpoint]).default('core.windows.net'),
    }),
    fallback,
  }),
])

export type StorageSettings = z.infer<typeof storageSettingsSchema>
export type S3Config = Extract<StorageSettings, { type: 's3' }>['config']
export type AzureConfig = Extract<StorageSettings, { type: 'azure' }>['config']
