/**
 * The envelope on the WebSocket ("rumor"), both ways, binary:
 * u32 length of what follows, u16 zero, u8 type, u8 count of addresses, addresses, u8 count of headers,
 * headers (key, value), then the body. Every text is u16 length + UTF-8, but the body is the rest.
 * What arrives is hostile: decoding answers a reason and never throws.
 */
import { ok, type Result, refuse } from '../result.ts'

export const FRAME_TYPE = {
  subscribe: 0,
  unsubscribe: 1,
  message: 2,
  connect: 3,
  disconnect: 4,
  ping: 7,
  pong: 8,
  status: 9,
} as const

export type FrameType = (typeof FRAME_TYPE)[keyof typeof FRAME_TYPE]

export type Frame = {
  type: FrameType
  addresses: readonly string[]
  headers: Readonly<Record<string, string>>
  body: string
}

/** Larger than any honest frame (an SDP of fifty lines is 8 kB); the WebSocket server closes beyond it. */
export const MAX_FRAME_BYTES = 256 * 1024

const KNOWN_TYPES: ReadonlySet<number> = new Set(Object.values(FRAME_TYPE))
const isFrameType = (value: number): value is FrameType => KNOWN_TYPES.has(value)

const sizeOf = (value: string): number => {
  const size = Buffer.byteLength(value, 'utf8')
  if (size > 0xffff) throw new RangeError('an address or header of a frame is at most 65535 bytes')
  return size
}

/** Writes a frame; throws RangeError only when the caller breaks the format's own bounds. */
export const encodeFrame = ({ type, addresses, headers, body }: Frame): Buffer => {
  const pairs = Object.entries(headers)
  if (addresses.length > 255 || pairs.length > 255) throw new RangeError('a frame counts to 255')
  const texts = [...addresses, ...pairs.flat()]
  const sizes = texts.map(sizeOf)
  const length = sizes.reduce((sum, size) => sum + 2 + size, 9 + Buffer.byteLength(body, 'utf8'))
  // Memory of its own: cut from the shared pool, one frame that waits for a broken line would keep 64 KiB alive.
  const out = Buffer.allocUnsafeSlow(length)
  out.writeUInt32BE(length - 4, 0)
  out.writeUInt16BE(0, 4)
  let at = out.writeUInt8(addresses.length, out.writeUInt8(type, 6))
  for (const [index, text] of texts.entries()) {
    if (index === addresses.length) at = out.writeUInt8(pairs.length, at)
    at = out.writeUInt16BE(sizes[index] ?? 0, at)
    at += out.write(text, at, 'utf8')
  }
  if (texts.length === addresses.length) at = out.writeUInt8(0, at)
  out.write(body, at, 'utf8')
  return out
}

/** Reads one text at `at`; null when the bytes end before it does. */
const readText = (bytes: Buffer, at: number): { value: string; next: number } | null => {
  if (at + 2 > bytes.length) return null
  const next = at + 2 + bytes.readUInt16BE(at)
  return next > bytes.length ? null : { value: bytes.toString('utf8', at + 2, next), next }
}

const readTexts = (bytes: Buffer, at: number, count: number): { values: string[]; next: number } | null => {
  const values: string[] = []
  let next = at
  for (let index = 0; index < count; index += 1) {
    const read = readText(bytes, next)
    if (!read) return null
    values.push(read.value)
    next = read.next
  }
  return { values, next }
}

/** Reads one whole WebSocket message as a frame. */
export const decodeFrame = (input: Uint8Array): Result<Frame> => {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  if (bytes.length < 9) return refuse('too short')
  if (bytes.length > MAX_FRAME_BYTES) return refuse('too long')
  if (bytes.readUInt32BE(0) !== bytes.length - 4) return refuse('length does not match')
  const type = bytes.readUInt8(6)
  if (!isFrameType(type)) return refuse('unknown type')
  const addresses = readTexts(bytes, 8, bytes.readUInt8(7))
  if (!addresses || addresses.next >= bytes.length) return refuse('addresses cut short')
  const pairs = readTexts(bytes, addresses.next + 1, bytes.readUInt8(addresses.next) * 2)
  if (!pairs) return refuse('headers cut short')
  const headers = new Map<string, string>()
  for (let index = 0; index + 1 < pairs.values.length; index += 2) {
    headers.set(pairs.values[index] ?? '', pairs.values[index + 1] ?? '')
  }
  const body = bytes.toString('utf8', pairs.next)
  // fromEntries defines own properties, so a header named __proto__ is only a header.
  return ok({ type, addresses: addresses.values, headers: Object.fromEntries(headers), body })
}
