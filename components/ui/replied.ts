import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { ActionReply } from '#lib/access/action-reply.ts'

/** The server is of another version than this page, and does not have what the page asks for. */
const OUTDATED = 'Gavel was updated. Reload this page, then do it again: nothing was done.'

/** What an action answered; null when no answer came. A page that is older than the server gets words for that. */
export async function replied<Value>(
  sending: Promise<ActionReply<Value>>,
): Promise<ActionReply<Value> | null> {
  try {
    return await sending
  } catch (error) {
    if (!unstable_isUnrecognizedActionError(error)) return null
    return { ok: false, code: 'outdated', message: OUTDATED, requestId: '' }
  }
}

const COMES_RIGHT: readonly string[] = ['unavailable', 'no-writing', 'too-slow']

/** Whether the same may be answered otherwise in a moment, without anybody doing something on this page. */
export const mayComeRight = (code: string): boolean => COMES_RIGHT.includes(code)
