/** The package brings no types. These are of the little that is used. */
declare module 'opentok' {
  export type TokenOptions = {
    role?: 'subscriber' | 'publisher' | 'moderator'
    /** Seconds since 1970. Honoured in the OpenTok flavour alone. */
    expireTime?: number
    /** The same in the Vonage flavour. */
    expire_time?: number
    data?: string
  }

  /** Picks its flavour by itself: Vonage when the key is a UUID and the secret begins as a PKCS#8 key does. */
  export default class OpenTok {
    constructor(apiKey: string, apiSecret: string)
    generateToken(sessionId: string, options: TokenOptions): string
  }
}
