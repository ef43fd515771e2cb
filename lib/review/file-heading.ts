import 'server-only'

const PLAYABLE = /^(?:video|audio)\/(mp4|webm)\b/

/** What a file is said to be: only kinds that a player takes; anything else is bytes. */
export function mediaType(contentType: string): { type: string; extension: string } {
  const [type, extension] = PLAYABLE.exec(contentType) ?? []
  if (type && extension) return { type, extension }
  return contentType.startsWith('application/zip')
    ? { type: 'application/zip', extension: 'zip' }
    : { type: 'application/octet-stream', extension: 'bin' }
}

/** What a browser does with it, and how it is called there (RFC 6266): names are of people's making. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string, extension: string): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 100)
    .toWellFormed()
  const whole = `${clean || 'Recording'}.${extension}`
  const plain = whole.replaceAll(/[^A-Za-z0-9 ._-]/g, '_')
  const encoded = encodeURIComponent(whole).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
