/** The feed as server-sent events; the browser's side is components/feed. */
const encoder = new TextEncoder()

function message(event: string, data: unknown, id?: number): Uint8Array {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    `event: ${event}`,
    `data: ${JSON.stringify(data)}`,
  ]
  return encoder.encode(`${lines.join('\n')}\n\n`)
}

export const changeMessage = (seq: number, data: unknown): Uint8Array => message('change', data, seq)

/** `at` is until when the server knows that nothing has been missed: it stands still while the database is away. */
export const beatMessage = (head: number, at: Date): Uint8Array =>
  message('beat', { head, at: at.toISOString() })

/** The position asked for cannot be continued. What follows continues `head`: take a fresh page, then all is there. */
export const resetMessage = (head: number): Uint8Array => message('reset', { head }, head)

/** The server goes, or the reader's rights have changed: connect again. */
export const byeMessage = (): Uint8Array => message('bye', {})
