import 'server-only'
/** What a page may load and speak to. Built anew for each answer: the nonce is good for that one only. */
export function contentSecurityPolicy(
  nonce: string,
  {
    gavelUrl,
    platformUrls,
    formTargets = [],
  }: { gavelUrl: string; platformUrls: readonly string[]; formTargets?: readonly string[] },
): string {
  const secure = gavelUrl.startsWith('https:')
  const platform = [
    'https://*.opentok.com',
    'https://*.tokbox.com',
    'wss://*.tokbox.com',
    'wss://*.opentok.com',
    'https://*.vonage.com',
    'wss://*.vonage.com',
    ...platformUrls.flatMap(bothSchemes),
  ]
  const rules: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"],
    // The platform's SDK writes style elements of its own; it lays nothing out without them.
    'style-src': ["'self'", "'unsafe-inline'"],
    'connect-src': ["'self'", ...platform],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    // A browser also looks at where a form's answer redirects to: the organisation's sign-in.
    'form-action': ["'self'", ...formTargets],
    'frame-ancestors': ["'none'"],
    ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
  }
  return Object.entries(rules)
    .map(([rule, sources]) => [rule, ...sources].join(' '))
    .join('; ')
}

/** What every answer carries, errors and media included. */
export function securityHeaders(gavelUrl: string): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
    ...(gavelUrl.startsWith('https:')
      ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
      : {}),
  }
}

/** A platform's REST address is where its web sockets are too. */
function bothSchemes(url: string): string[] {
  const { protocol, host } = new URL(url)
  return protocol === 'https:' ? [`https://${host}`, `wss://${host}`] : [`http://${host}`, `ws://${host}`]
}
