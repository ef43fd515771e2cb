import 'server-only'

/** The bytes of a stream in pieces of exactly `size`, and the rest as the last. Memory: two pieces at most. */
export async function* inParts(
  stream: ReadableStream<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer<ArrayBuffer>, void, undefined> {
  let part = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.byteLength; ) {
      const some = chunk.subarray(at, at + size - filled)
      part.set(some, filled)
      filled += some.byteLength
      at += some.byteLength
      if (filled < size) continue
      yield part
      part = Buffer.allocUnsafe(size)
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

/** The same pieces, of which the next one is being read while the last one is dealt with. */
export async function* oneAhead<Piece>(
  pieces: AsyncGenerator<Piece, void, undefined>,
): AsyncGenerator<Piece, void, undefined> {
  let coming = pieces.next()
  try {
    for (;;) {
      const { done, value } = await coming
      if (done) return
      coming = pieces.next()
      coming.catch(() => {}) // told in the next turn; whoever takes no more does not care
      yield value
    }
  } finally {
    void pieces.return() // not awaited: a line that says nothing would hold up whoever wants to leave it
  }
}
