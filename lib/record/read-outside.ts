import 'server-only'
import { readCheckpoint, type SignedHead } from '#lib/audit/checkpoint.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { OutsideStorage, StorageFailure } from './outside-storage.ts'

/** Each stands for all before it: the last ones tell as much as all of them would. */
const LATEST = 100
const AT_ONCE = 10

/** The last heads of one key that lie in the storage outside, and how many of its objects are none. */
export async function readOutside(
  storage: OutsideStorage,
  keyId: string,
): Promise<Result<{ checkpoints: SignedHead[]; unreadable: number }, StorageFailure>> {
  const listed = await storage.list(`${keyId}/`)
  if (!listed.ok) return listed
  const names = listed.value.slice(-LATEST)
  const checkpoints: SignedHead[] = []
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const part = await Promise.all(names.slice(from, from + AT_ONCE).map((name) => storage.read(name)))
    for (const one of part) {
      if (!one.ok) return fail(one.failure)
      const head = readCheckpoint(one.value)
      if (head) checkpoints.push(head)
    }
  }
  return ok({ checkpoints, unreadable: names.length - checkpoints.length })
}
