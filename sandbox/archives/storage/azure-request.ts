import { createHmac } from 'node:crypto'
import type { AzureConfig } from './storage-settings.ts'
import type { Upload, UploadRequest } from './upload-file.ts'

/** From this version on a blob of 5000 MiB goes in one request. */
const VERSION = '2021-12-02'

/** In the cloud an account is a host; a stand-in on this machine has it as the first folder. */
const accountUrl = ({ accountName, domain }: AzureConfig): string =>
  domain.includes('://')
    ? `${domain.replace(/\/+$/, '')}/${accountName}`
    : `https://${accountName}.blob.${domain}`

/** "Shared Key" of Azure's storage: a line for each of the eleven headers it wants, then its own ones, then what is asked for. */
const signature = (
  config: AzureConfig,
  path: string,
  { length, type, own }: { length: number; type: string; own: Record<string, string> },
): string => {
  const lines = [
    'PUT',
    '', // Content-Encoding
    '', // Content-Language
    length === 0 ? '' : String(length),
    '', // Content-MD5
    type,
    ...['', '', '', '', '', ''], // Date (ours is x-ms-date), four conditions, Range
    ...Object.entries(own).map(([name, value]) => `${name}:${value}`),
    `/${config.accountName}${path}`,
  ]
  const key = Buffer.from(config.accountKey, 'base64')
  return createHmac('sha256', key).update(lines.join('\n')).digest('base64')
}

/** A PUT of one blob. */
export const azureRequest = (
  config: AzureConfig,
  { key, contentType, now, size }: Upload & { size: number },
): UploadRequest => {
  const url = `${accountUrl(config)}/${config.container}/${key}`
  // In the order of their names, as the signature wants them.
  const own = {
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-date': now.toUTCString(),
    'x-ms-version': VERSION,
  }
  const signed = signature(config, new URL(url).pathname, { length: size, type: contentType, own })
  return {
    url,
    headers: {
      ...own,
      'Content-Type': contentType,
      Authorization: `SharedKey ${config.accountName}:${signed}`,
    },
  }
}
