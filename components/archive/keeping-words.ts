import type { KeepingView } from '#lib/retention/model.ts'

/** Of a list: how long it is kept, in two words. The date stands beside them where there is one. */
export function keepingLabel(keeping: KeepingView): string {
  switch (keeping.kept) {
    case 'held':
      return 'On hold'
    case 'until':
      return 'Until'
    case 'forGood':
      return 'For good'
    case 'notYet':
      return ''
    case 'deleting':
      return 'Being deleted'
    case 'deleted':
      return 'Deleted'
  }
}

/** Why a deletion has not gone through yet, for who waits for it. */
export function stuckWords(failure: string): string {
  if (failure.startsWith('storage-')) return 'The storage did not do as asked. It is tried again.'
  if (failure === 'platform-paused') return 'The project is paused: the platform is asked once it is resumed.'
  return 'The platform did not do as asked. It is tried again.'
}

/** Why there is no package. */
export function exportFailureWords(failure: string): string {
  if (failure === 'no-file') return 'There is no file any more.'
  if (failure === 'changed') return 'The file is not the one that was put there: nothing was packed.'
  if (failure === 'asker-may-not') return 'Whoever asked may not have it any more.'
  return 'The storage did not answer.'
}
