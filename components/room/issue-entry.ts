import { mayComeRight, replied } from '#components/ui/replied.ts'
import type { Issued } from '#components/video/session-connection.ts'
import { enterRoom } from '#lib/issuing/actions.ts'
import type { RoomTicket } from '#lib/issuing/model.ts'

/** The ticket of the entry at first; each later connection asks for a new one, as the same person. */
export function issueEntry(invite: string, first: RoomTicket): () => Promise<Issued> {
  let ticket: RoomTicket | null = first
  return async () => {
    const unused = ticket
    ticket = null
    if (unused) return { ok: true, value: unused }
    const reply = await replied(enterRoom({ invite, name: first.name, receipt: first.receipt }))
    if (!reply) return { ok: false, words: 'There was no answer.', again: true }
    if (reply.ok) return { ok: true, value: reply.value }
    return {
      ok: false,
      words: reply.message,
      again: mayComeRight(reply.code),
    }
  }
}
