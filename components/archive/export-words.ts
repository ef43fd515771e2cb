/** Why there is no package. */
export function exportFailureWords(failure: string): string {
  if (failure === 'no-file') return 'There is no file any more.'
  if (failure === 'changed') return 'The file is not the one that was put there: nothing was packed.'
  if (failure === 'asker-may-not') return 'Whoever asked may not have it any more.'
  return 'The storage did not answer.'
}
