/** How a picture came here, in the browser's own words: never what it ought to be. */
export type Transport = { dtls: string | null; cipher: string | null }

const DTLS: Record<string, string> = { FEFF: 'DTLS 1.0', FEFD: 'DTLS 1.2', FEFC: 'DTLS 1.3' }
const SRTP: Record<string, string> = {
  AES_CM_128_HMAC_SHA1_80: 'AES_128_CM',
  AES_CM_128_HMAC_SHA1_32: 'AES_128_CM',
  SRTP_AES128_CM_SHA1_80: 'AES_128_CM',
  SRTP_AES128_CM_SHA1_32: 'AES_128_CM',
}

/** Reads the transport's entry of a WebRTC statistics report. A browser that says nothing gives nulls. */
export function transportOf(report: Iterable<unknown>): Transport | null {
  for (const entry of report) {
    if (!isTransport(entry)) continue
    const { tlsVersion, srtpCipher } = entry
    return {
      dtls: tlsVersion ? (DTLS[tlsVersion.toUpperCase()] ?? `DTLS ${tlsVersion}`) : null,
      cipher: srtpCipher ? (SRTP[srtpCipher] ?? srtpCipher.replace(/^(SRTP_)?(AEAD_)?/, '')) : null,
    }
  }
  return null
}

function isTransport(
  entry: unknown,
): entry is { type: 'transport'; tlsVersion?: string; srtpCipher?: string } {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'transport'
}

/** "Routed, DTLS 1.2, AES_128_CM"; what is not known yet is left out. */
export function transportWords(mode: 'relayed' | 'routed' | null, transport: Transport | null): string {
  const known = [mode && (mode === 'routed' ? 'Routed' : 'Relayed'), transport?.dtls, transport?.cipher]
  return known.filter(Boolean).join(', ') || 'Mode not known yet'
}
