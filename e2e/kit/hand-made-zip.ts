import { crc32, deflateRawSync } from 'node:zlib'

export type HandMadeEntry = {
  name: string
  bytes: Uint8Array
  deflated?: boolean
  /** What the directory says instead of the truth. */
  says?: { size?: number; packedSize?: number; at?: number; method?: number; flags?: number }
  /** Fills its own header, which the directory does not have. */
  extra?: number
  /** How its own header begins. */
  signature?: number
}

const u16 = (...values: number[]) => Buffer.concat(values.map((value) => uint(value, 2)))
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => uint(value, 4)))
const u64 = (...values: number[]) => Buffer.concat(values.map((value) => uint(value, 8)))
function uint(value: number, bytes: 2 | 4 | 8): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer.subarray(0, bytes)
}

/** A zip of which every word can be a lie. `zip64`: as it is written beyond 4 GB; `count`: how many it says there are. */
export function handMadeZip(
  entries: readonly HandMadeEntry[],
  { zip64 = false, count = entries.length }: { zip64?: boolean; count?: number } = {},
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, deflated, says = {}, extra = 0, signature = 0x04034b50 } of entries) {
    const data = deflated ? deflateRawSync(bytes) : Buffer.from(bytes)
    const method = says.method ?? (deflated ? 8 : 0)
    const [size, packed] = [says.size ?? bytes.byteLength, says.packedSize ?? data.byteLength]
    const flags = says.flags ?? 0x0808 // its sizes stand behind it, its name is UTF-8
    const called = Buffer.from(name)
    const common = Buffer.concat([u16(flags, method, 0, 0), u32(crc32(bytes))])
    const before = Buffer.concat([u16(called.length, extra), called, Buffer.alloc(extra)])
    const header = Buffer.concat([u32(signature), u16(20), common, u32(0, 0), before])
    const place = says.at ?? at
    const large = Buffer.concat([u16(1, 24), u64(size, packed, place)])
    const none = 0xffffffff
    directory.push(
      Buffer.concat([
        ...[u32(0x02014b50), u16(20, 20), common],
        zip64 ? u32(none, none) : u32(packed, size),
        ...[u16(called.length, zip64 ? large.length : 0, 0, 0, 0), u32(0, zip64 ? none : place)],
        ...[called, zip64 ? large : Buffer.alloc(0)],
      ]),
    )
    parts.push(header, data)
    at += header.length + data.length
  }
  const listed = Buffer.concat(directory)
  const end64 = Buffer.concat([
    u32(0x06064b50),
    u64(44),
    u16(45, 45),
    u32(0, 0),
    u64(count, count, listed.length, at),
  ])
  const locator = Buffer.concat([u32(0x07064b50, 0), u64(at + listed.length), u32(1)])
  const end = Buffer.concat([
    ...[u32(0x06054b50), u16(0, 0)],
    zip64 ? u16(0xffff, 0xffff) : u16(count, count),
    ...[zip64 ? u32(0xffffffff, 0xffffffff) : u32(listed.length, at), u16(0)],
  ])
  return Buffer.concat([...parts, listed, ...(zip64 ? [end64, locator] : []), end])
}
