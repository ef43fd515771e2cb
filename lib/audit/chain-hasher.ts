import 'server-only'
import { hash } from 'node:crypto'

const ROOM = 64 * 1024
/** No character takes more in UTF-8, counted from a string's length. */
const BYTES_PER_UNIT = 3

/** SHA-256 of bytes followed by text, both given and returned so that a million of them make no garbage. */
export class ChainHasher {
  readonly #room = Buffer.allocUnsafe(ROOM)

  /** Hexadecimal, as is `bytes`. */
  hash(bytes: string, text: string): string {
    const head = bytes.length / 2
    if (head + text.length * BYTES_PER_UNIT > ROOM)
      return hash('sha256', Buffer.concat([Buffer.from(bytes, 'hex'), Buffer.from(text)]), 'hex')
    this.#room.write(bytes, 0, 'hex')
    return hash('sha256', this.#room.subarray(0, head + this.#room.write(text, head)), 'hex')
  }
}
