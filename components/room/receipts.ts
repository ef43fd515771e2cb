/**
 * What this tab keeps of somebody's time in a room. With the receipt the same person comes in again by a used link, after a
 * reload or a lost connection; the rest is how they find it again. For this tab only, so that the next person at the same
 * browser does not come in under their name.
 */
const key = (invite: string) => `gavel-receipt ${invite}`
const placeKey = (invite: string) => `gavel-room ${invite}`
const microphoneKey = (invite: string) => `gavel-microphone ${invite}`

export function keptReceipt(invite: string): string | null {
  return sessionStorage.getItem(key(invite))
}

export function keepReceipt(invite: string, receipt: string): void {
  sessionStorage.setItem(key(invite), receipt)
}

/** Where a used link led: the server tells that only to who comes in. */
export type KeptPlace = { sessionName: string | null; projectName: string }

export function keepPlace(invite: string, { sessionName, projectName }: KeptPlace): void {
  sessionStorage.setItem(placeKey(invite), JSON.stringify({ sessionName, projectName }))
}

export function keptPlace(invite: string): KeptPlace | null {
  const kept: unknown = JSON.parse(sessionStorage.getItem(placeKey(invite)) ?? 'null')
  if (typeof kept !== 'object' || kept === null || !('sessionName' in kept && 'projectName' in kept))
    return null
  const { sessionName, projectName } = kept
  if (typeof projectName !== 'string') return null
  return { sessionName: typeof sessionName === 'string' ? sessionName : null, projectName }
}

/** Whether the microphone was on when it was last heard of: who was muted does not come back speaking by themselves. */
export function keepMicrophone(invite: string, on: boolean): void {
  sessionStorage.setItem(microphoneKey(invite), on ? 'on' : 'off')
}

export const microphoneWasOff = (invite: string): boolean =>
  sessionStorage.getItem(microphoneKey(invite)) === 'off'
