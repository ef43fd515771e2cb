import { visibleText } from '#components/ui/visible-text.ts'

/** Where a copy lay. */
export function placeWords(where: string): string {
  if (where === 'disk') return "This server's disk"
  if (where === 'findings') return 'Pictures in findings'
  return where === 'platform' ? 'The platform' : visibleText(where)
}

const FAILED: Readonly<Record<string, string>> = {
  'in-use': 'The file is just being fetched; it goes on in a moment.',
  'storage-refused':
    'The storage does not let Gavel’s key delete there. Delete the file in the storage yourself, or let its lifecycle rule do it, or give the key the right to delete: Gavel asks again every quarter of an hour and goes on when it is gone.',
  'storage-unavailable': 'The storage does not answer. It is tried again.',
  'platform-paused': 'The project is paused: it goes on when an admin resumes it.',
  'platform-bad-credentials': "The platform does not accept the project's credentials.",
  'platform-not-permitted': 'The platform does not permit it.',
  'platform-conflict': 'The platform says that it cannot be deleted yet.',
}

/** Why a deletion has not gone through; it is tried again. */
export function failedWords(failure: string): string {
  const where = failure.startsWith('storage-') ? 'The storage' : 'The platform'
  return FAILED[failure] ?? `${where} did not do it. It is tried again.`
}
