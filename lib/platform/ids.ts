import type { Brand } from '#lib/system/brand.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'
import type { PlatformFailure } from './model.ts'

export type SessionId = Brand<string, 'SessionId'>
export type ConnectionId = Brand<string, 'ConnectionId'>
export type StreamId = Brand<string, 'StreamId'>
export type ArchiveId = Brand<string, 'ArchiveId'>
export type PlatformId = SessionId | ConnectionId | StreamId | ArchiveId

type Parsed<Id> = Result<Id, PlatformFailure>

/** Ids end up in the platform's paths: whatever is not of these letters could name something else there. */
const SESSION = /^[12]_[A-Za-z0-9_-]{1,500}={0,2}$/
const OTHER = /^[A-Za-z0-9_-]{1,255}$/

export const parseSessionId = (text: string): Parsed<SessionId> => parse<SessionId>(SESSION, text)
export const parseConnectionId = (text: string): Parsed<ConnectionId> => parse<ConnectionId>(OTHER, text)
export const parseStreamId = (text: string): Parsed<StreamId> => parse<StreamId>(OTHER, text)
export const parseArchiveId = (text: string): Parsed<ArchiveId> => parse<ArchiveId>(OTHER, text)

/** Whether this may stand in a path, whatever its type claims: the last look before a request is made. */
export function isSafeInPath(id: string): boolean {
  return OTHER.test(id) || SESSION.test(id)
}

function parse<Id extends PlatformId>(shape: RegExp, text: string): Parsed<Id> {
  // The one place where such ids are made, from a text that has just been looked at.
  return shape.test(text) ? ok(text as Id) : fail({ code: 'bad-id' })
}
