import type { FeedMessage } from './model.ts'

/** The feed as server-sent events; the browser's side is components/feed. */
const encoder = new TextEncoder()

function message(event: string, json: string, id?: number): Uint8Array {
  const lines = [...(id === undefined ? [] : [`id: ${id}`]), `event: ${event}`, `data: ${json}`]
  return encoder.encode(`${lines.join('\n')}\n\n`)
}

/** One FeedMessage; the change comes as the database's own JSON, which nobody here needs to read. */
export function changeMessage(head: Omit<FeedMessage, 'change'>, change: string): Uint8Array {
  return message('change', `${JSON.stringify(head).slice(0, -1)},"change":${change}}`, head.seq)
}

/** `at` is until when the server knows that nothing has been missed: it stands still while the database is away. */
export const beatMessage = (head: number, at: Date): Uint8Array =>
  message('beat', JSON.stringify({ head, at: at.toISOString() }))

/** The position asked for cannot be continued. What follows continues `head`: take a fresh page, then all is there. */
export const resetMessage = (head: number): Uint8Array => message('reset', JSON.stringify({ head }), head)

/** The server goes, or the reader's rights have changed: connect again. */
export const byeMessage = (): Uint8Array => message('bye', '{}')
