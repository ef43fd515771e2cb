import type { StorageFinding, StoragePurpose } from './model.ts'

/** What was found out about a storage, and what to do. A finding without words does not compile. */
export const FINDING_WORDS: Record<StorageFinding, string> = {
  'may-put': 'Gavel’s key may write here, where it only has to read: give it a key that may not.',
  'may-delete': 'Gavel’s key may delete here, where it only has to read: give it a key that may not.',
  'public-read': 'Anybody can read it without a key: block public access.',
  'no-encryption': 'What is put there is not encrypted by default: set it so that it is.',
  'no-versions': 'It keeps no versions: what is overwritten or deleted there is gone.',
  'unknown-encryption': 'Whether it encrypts could not be found out with this key.',
  'unknown-versions': 'Whether it keeps versions could not be found out with this key.',
  'cannot-put': 'Gavel’s key may not write here: recordings cannot be kept.',
  'cannot-read': 'Gavel’s key may not read here.',
  'cannot-delete': 'Gavel’s key may not delete here: what is to be deleted stays.',
  'no-bucket': 'There is no such bucket or container.',
  full: 'It has no room left.',
  unreachable: 'It does not answer, or not as such a storage does.',
}

/** Why a storage was not taken. Each says what was tried. */
export const STORAGE_WORDS = {
  'bad-address':
    'Gavel does not connect to this address. It must be https on the public internet, or in a network that the settings allow, with nothing behind the host.',
  'needs-secret': 'Enter the secret again: where it is sent is changed only by who has it.',
  'cannot-put': 'The storage refused a small file that Gavel tried to write there. Nothing was saved.',
  'cannot-read': 'The storage does not let this key read there. Nothing was saved.',
  'cannot-delete':
    'The storage refused to delete the small file that Gavel had written there; it is still there. Nothing was saved.',
  'no-bucket': 'There is no such bucket or container. Nothing was saved.',
  full: 'The storage has no room. Nothing was saved.',
  unreachable:
    'Nothing that answers as such a storage does was found there: look at address and region. Nothing was saved.',
  'changed-meanwhile': 'Somebody changed this storage meanwhile. Look at it again, then repeat this.',
  'no-such-storage': 'There is none that could be removed.',
} as const

export const PURPOSE_WORDS: Record<StoragePurpose, { name: string; about: string }> = {
  keep: { name: 'Kept in', about: 'Where Gavel keeps recordings that it fetched from the platform.' },
  uploads: {
    name: 'Uploaded to',
    about: 'Where the platform puts recordings by itself, if it was told to. Gavel only reads there.',
  },
}

export const KIND_WORDS = { s3: 'S3-compatible', azure: 'Azure Blob' } as const
