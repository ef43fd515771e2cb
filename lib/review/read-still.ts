import 'server-only'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** What an action takes besides its other fields. */
const LARGEST = 45_000
const BEGIN = [0xff, 0xd8, 0xff]
const END = [0xff, 0xd9]

/** A picture that a browser sends as evidence: a JPEG by its first and last bytes, whatever it calls itself. */
export function readStill(base64: string): Result<Uint8Array<ArrayBuffer>, 'no-jpeg' | 'too-large'> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  if (bytes.length > LARGEST) return fail('too-large')
  const begins = BEGIN.every((byte, at) => bytes[at] === byte)
  const ends = END.every((byte, at) => bytes[bytes.length - END.length + at] === byte)
  return bytes.length > 100 && begins && ends ? ok(bytes) : fail('no-jpeg')
}
