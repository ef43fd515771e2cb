'use client'
import { mayComeRight, replied } from '#components/ui/replied.ts'
import type { Issued } from '#components/video/session-connection.ts'
import { watchSession } from '#lib/issuing/actions.ts'

/** Asks the server for a short-lived token of the least role that serves, to watch this session with. */
export async function issueWatching(sessionId: string): Promise<Issued> {
  const reply = await replied(watchSession({ sessionId }))
  if (!reply) return { ok: false, words: 'Gavel did not answer.', again: true }
  if (reply.ok) return { ok: true, value: reply.value }
  return { ok: false, words: reply.message, again: mayComeRight(reply.code) }
}
