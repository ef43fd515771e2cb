/** What a command found or did: for people line by line, for programs as a value. */
export type Outcome = { ok: boolean; lines: string[]; value: unknown }

export const refused = (reason: string): Outcome => ({ ok: false, lines: [reason], value: { error: reason } })
