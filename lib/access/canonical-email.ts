import 'server-only'
/** One form for one address, however it is typed: an account and its throttle must not be two for "Ines" and "ines". */
export function canonicalEmail(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}
