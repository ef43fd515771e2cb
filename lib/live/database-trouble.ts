/** What a failed transaction failed of, by PostgreSQL's own code, wherever the client has put it. */

/** Deadlock or serialization failure: doing the same again is right. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(error) ?? '') || prismaCode(error) === 'P2034'
}

/** The data itself is at fault (class 22, 23): doing the same again fails again. */
export function isUnstorable(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '')
}

/** Its disk is full: doing the same again is right once there is room. */
export function isFullDisk(error: unknown): boolean {
  return sqlState(error) === '53100'
}

/** Follows `cause` and `meta` as deep as libraries nest them. */
function sqlState(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  for (const key of ['originalCode', 'code'] as const) {
    const code = Reflect.get(error, key)
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('P')) return code
  }
  for (const key of ['meta', 'cause', 'driverAdapterError']) {
    const found = sqlState(Reflect.get(error, key), depth + 1)
    if (found) return found
  }
  return undefined
}

function prismaCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}
