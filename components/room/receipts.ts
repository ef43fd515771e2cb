/**
 * The receipt of an entry: with it the same person comes in again by a used link, after a reload or a lost connection.
 * Kept for this tab only, so that the next person at the same browser does not come in under their name.
 */
const key = (invite: string) => `gavel-receipt ${invite}`

export function keptReceipt(invite: string): string | null {
  return sessionStorage.getItem(key(invite))
}

export function keepReceipt(invite: string, receipt: string): void {
  sessionStorage.setItem(key(invite), receipt)
}
