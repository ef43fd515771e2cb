import type { Signal } from '#components/video/session-connection.ts'

/** A warning by a moderator, as it lies over the pictures until it has been read. */
export type Warning = { id: string; text: string }

const TYPE = 'gavel-warning'
const ID = /^[0-9a-f-]{36}$/i

/**
 * The warning in a signal, or null. Only what the server itself sent counts: a participant can send a signal of any type
 * with any words, but the platform puts their connection on it.
 */
export function readWarning({ type, data, fromServer }: Signal): Warning | null {
  if (!fromServer || type !== TYPE) return null
  const value = parse(data)
  if (typeof value !== 'object' || value === null || !('id' in value) || !('text' in value)) return null
  const { id, text } = value
  return typeof id === 'string' && ID.test(id) && typeof text === 'string' && text !== ''
    ? { id, text }
    : null
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
