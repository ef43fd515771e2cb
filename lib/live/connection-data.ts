/** What a connection's data looks like by itself, before it is looked up: a reference of ours, or something else. */
export type DataShape = 'none' | 'grant' | 'opaque' | 'personal'

const GRANT = /^g_[A-Za-z0-9_-]{22}$/
const EMAIL = /[^\s@"=&,;:]+@[^\s@"=&,;:]+\.[a-z]{2,}/i
const PHONE = /(?:^|[^\w.])\+?\d{1,4}(?:[ ()/-]+\d{2,}){2,}|(?:^|[^\w])\+\d{8,15}\b/
const MEMBER =
  /["'?&;,{\s](?:full|first|last|user|nick|display|sur)?_?-?(?:name|e-?mail|phone|mobile|birthday|address)["']?\s*[:=]/i
const TWO_NAMES = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u

/**
 * Everybody in a session can read its connections' data, and the platform logs it. What looks like a name or an address
 * is therefore reported to the project's people, and not kept here either.
 */
export function shapeOfData(data: string): DataShape {
  if (data.trim() === '') return 'none'
  if (GRANT.test(data)) return 'grant'
  const looksPersonal = [EMAIL, PHONE].some((shape) => shape.test(data)) || MEMBER.test(` ${data}`)
  return looksPersonal || TWO_NAMES.test(data.trim()) ? 'personal' : 'opaque'
}
