import { AwsV4Signer } from 'aws4fetch'
import type { S3Config } from './storage-settings.ts'
import type { Upload, UploadRequest } from './upload-file.ts'

/**
 * A PUT to S3 or anything that speaks like it, with the bucket in the path. The platform is told no region: it is read from the
 * endpoint's name where that has one.
 */
export const s3Request = async (
  config: S3Config,
  { key, sha256sum, contentType, now }: Upload,
): Promise<UploadRequest> => {
  const { endpoint, bucket, accessKey, secretKey, sse } = config
  const signed = await new AwsV4Signer({
    method: 'PUT',
    url: `${endpoint.replace(/\/+$/, '')}/${bucket}/${key}`,
    headers: {
      'content-type': contentType,
      'x-amz-content-sha256': sha256sum,
      ...(sse === 's3' ? { 'x-amz-server-side-encryption': 'AES256' } : {}),
    },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    datetime: now.toISOString().replace(/[:-]|\.\d{3}/g, ''),
  }).sign()
  return { url: signed.url.href, headers: Object.fromEntries(signed.headers) }
}
