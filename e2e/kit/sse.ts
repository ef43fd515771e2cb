/** One server-sent event. */
export type SseEvent = { event: string; id: string | null; data: string }

export type SseLine = {
  /** All that has come. */
  readonly events: SseEvent[]
  /** Data of the events of one kind, parsed. */
  of(kind: string): Record<string, unknown>[]
  readonly ended: boolean
  stop(): Promise<void>
}

/** Reads a stream of server-sent events in the background. */
export function readSse(body: ReadableStream<Uint8Array>, onEvent?: (event: SseEvent) => void): SseLine {
  const events: SseEvent[] = []
  const reader = body.getReader()
  let ended = false
  let text = ''

  async function read(): Promise<void> {
    const decoder = new TextDecoder()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parse(block)
        events.push(event)
        onEvent?.(event)
      }
    }
  }

  const done = read()
    .catch(() => {}) // a line that is cut has ended too
    .finally(() => {
      ended = true
    })
  return {
    events,
    of: (kind) => events.filter((event) => event.event === kind).map((event) => JSON.parse(event.data)),
    get ended() {
      return ended
    },
    async stop() {
      await reader.cancel().catch(() => {}) // it may have ended by itself
      await done
    },
  }
}

function parse(block: string): SseEvent {
  const fields = new Map(
    block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
  )
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? null,
    data: fields.get('data') ?? '',
  }
}
