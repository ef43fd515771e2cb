import { describe, expect, it } from 'vitest'
import { transportOf, transportWords } from './transport-words.ts'

describe('how a picture came here', () => {
  it('is read from what the browser reports of its transport', () => {
    const report = [
      { type: 'inbound-rtp' },
      { type: 'transport', tlsVersion: 'FEFD', srtpCipher: 'AES_CM_128_HMAC_SHA1_80' },
    ]
    expect(transportOf(report)).toEqual({ dtls: 'DTLS 1.2', cipher: 'AES_128_CM' })
  })

  it('names DTLS 1.3 and GCM as well', () => {
    expect(transportOf([{ type: 'transport', tlsVersion: 'FEFC', srtpCipher: 'AEAD_AES_128_GCM' }])).toEqual({
      dtls: 'DTLS 1.3',
      cipher: 'AES_128_GCM',
    })
  })

  it('claims nothing that the browser did not say', () => {
    expect(transportOf([{ type: 'transport' }])).toEqual({ dtls: null, cipher: null })
    expect(transportOf([])).toBeNull()
    expect(transportWords('relayed', null)).toBe('Relayed')
    expect(transportWords(null, null)).toBe('Mode not known yet')
  })

  it('stands in one line', () => {
    expect(transportWords('routed', { dtls: 'DTLS 1.2', cipher: 'AES_128_CM' })).toBe(
      'Routed, DTLS 1.2, AES_128_CM',
    )
  })
})
