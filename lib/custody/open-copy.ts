import 'server-only'
import type { Database } from '#lib/system/database.ts'
import { fail, type Result } from '#lib/system/result.ts'
import type { ByteRange, StorageFailure } from './storage-driver.ts'
export async function openCopy(
  _db: Database,
  _id: string,
  _range: ByteRange | null,
  _signal: AbortSignal,
): Promise<
  Result<{ size: number; contentType: string; body: ReadableStream<Uint8Array> }, 'no-file' | StorageFailure>
> {
  return fail('no-file')
}
