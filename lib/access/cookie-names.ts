import 'server-only'
/**
 * Names of our cookies. `__Host-` binds a cookie to this very host, over https, path `/`: no sub-domain can plant one.
 * Browsers refuse that prefix on plain http, which is allowed on loopback only.
 */
export function cookieNames(gavelUrl: string) {
  const secure = gavelUrl.startsWith('https:')
  const prefix = secure ? '__Host-' : ''
  return {
    secure,
    session: `${prefix}gavel.session`,
    csrf: `${prefix}gavel.csrf`,
    callback: `${prefix}gavel.callback`,
    state: `${prefix}gavel.state`,
    pkce: `${prefix}gavel.pkce`,
    nonce: `${prefix}gavel.nonce`,
    link: `${prefix}gavel.link`,
  }
}

/** What all of them have in common. */
export function cookieOptions(gavelUrl: string) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: cookieNames(gavelUrl).secure } as const
}
