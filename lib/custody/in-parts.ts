import 'server-only'

/** The bytes of a stream in pieces of exactly `size`, and the rest as the last. Memory: two pieces at most. */
export async function* inParts(
  stream: ReadableStream<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
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
