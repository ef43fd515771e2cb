import 'server-only'
import type { MasterKeys } from '#lib/system/master-keys.ts'
import type { Result } from '#lib/system/result.ts'
import { type OpenFailure, openText, type Place, type SealedBytes, sealText } from '#lib/system/seal-text.ts'

export type SecretPurpose = 'apiSecret' | 'privateKey' | 'signatureSecret'
/** The row that a secret stands in: in another row, project or purpose it does not open. */
export type SecretPlace = { id: string; projectId: string; purpose: SecretPurpose }

/** A project's credential, as it is kept. */
export function seal(plain: string, place: SecretPlace, keys: MasterKeys): SealedBytes {
  return sealText(plain, placeOf(place), keys)
}

export function open(sealed: SealedBytes & SecretPlace, keys: MasterKeys): Result<string, OpenFailure> {
  return openText(sealed, placeOf(sealed), keys)
}

function placeOf({ id, projectId, purpose }: SecretPlace): Place {
  return { table: 'SealedSecret', id, also: [projectId, purpose] }
}
