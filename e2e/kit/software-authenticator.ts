import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { PasskeyOffer, PasskeyQuestion } from '#lib/factors/model.ts'

/** What an answer says and signs; a test changes a part of it, and it is signed all the same. */
export type Said = {
  clientData: Record<string, unknown>
  rpId: string
  flags: number
  counter: number
}

const UP_UV = 0x05
const WITH_KEY = 0x40

/** A passkey without hardware (ES256): answers what it is asked, also wrongly. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url')
  readonly #origin: string
  readonly #rpId: string
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #userHandle = ''
  counter = 0

  constructor(siteUrl: string) {
    const { origin, hostname } = new URL(siteUrl)
    this.#origin = origin
    this.#rpId = hostname
  }

  make({ challengeId, options }: PasskeyOffer, change: (said: Said) => void = () => {}) {
    this.#userHandle = options.user.id
    const said = this.#said('webauthn.create', options.challenge, UP_UV | WITH_KEY)
    change(said)
    const id = Buffer.from(this.id, 'base64url')
    const key = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      coseKey(this.#keys.publicKey),
    ])
    const response = {
      clientDataJSON: base64url(JSON.stringify(said.clientData)),
      attestationObject: attestationOf(Buffer.concat([authenticatorData(said), key])).toString('base64url'),
      transports: ['internal'],
    }
    return { challengeId, name: 'Test key', made: this.#credential(response) }
  }

  answer({ challengeId, options }: PasskeyQuestion, change: (said: Said) => void = () => {}) {
    this.counter += 1
    const said = this.#said('webauthn.get', options.challenge, UP_UV)
    change(said)
    const clientData = Buffer.from(JSON.stringify(said.clientData))
    const signed = Buffer.concat([authenticatorData(said), createHash('sha256').update(clientData).digest()])
    const response = {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData(said).toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      userHandle: this.#userHandle,
    }
    return { challengeId, answer: this.#credential(response) }
  }

  #said(type: string, challenge: string, flags: number): Said {
    const clientData = { type, challenge, origin: this.#origin, crossOrigin: false }
    return { clientData, rpId: this.#rpId, flags, counter: this.counter }
  }

  #credential<Response>(response: Response) {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response }
  }
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')

function authenticatorData({ rpId, flags, counter }: Said): Buffer {
  const data = Buffer.alloc(37)
  createHash('sha256').update(rpId).digest().copy(data)
  data.writeUInt8(flags, 32)
  data.writeUInt32BE(counter, 33)
  return data
}

/** `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` in CBOR. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const point = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value, 'base64url')])
  return Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1]), point(0x21, x), point(0x22, y)])
}

/** `{fmt: "none", attStmt: {}, authData}` in CBOR. */
function attestationOf(data: Buffer): Buffer {
  const text = (word: string) => Buffer.from([0x60 + word.length, ...Buffer.from(word)])
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x58, data.length]),
    data,
  ])
}
