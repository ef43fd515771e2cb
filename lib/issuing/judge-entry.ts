import type { EntryRefusal } from './model.ts'

export type InviteFacts = {
  expiresAt: Date
  revokedAt: Date | null
  /** Whether whoever made it may still invite there: what they handed out goes with their right. */
  makerMay: boolean
  uses: number
  maxUses: number
  sessionClosedAt: Date | null
}

/** Whether an invite still lets somebody in; `returning` is who came in by it before. */
export function judgeInvite(invite: InviteFacts, now: Date, returning = false): InviteVerdict {
  if (invite.sessionClosedAt) return 'closed'
  if (invite.revokedAt || !invite.makerMay) return 'revoked'
  if (invite.expiresAt <= now) return 'expired'
  return invite.uses >= invite.maxUses && !returning ? 'used' : 'open'
}

export type InviteVerdict = 'open' | Extract<EntryRefusal, 'used' | 'expired' | 'revoked' | 'closed'>

/**
 * Whether one more fits in. Taken are the places of those who are there, and of those who hold a token with which they may
 * still come: else ten could ask at once for the last place, and all would get it.
 */
export function hasPlace(taken: { connected: number; expected: number }, capacity: number | null): boolean {
  return capacity === null || taken.connected + taken.expected < capacity
}
