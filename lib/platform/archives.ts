import 'server-only'
import { z } from 'zod'
import { fail, ok } from '#lib/system/result.ts'
import { archiveIdIn, sessionIdIn, timeIn } from './answer-schemas.ts'
import { projectInPath } from './credentials.ts'
import { type ArchiveId, isSafeInPath, type SessionId } from './ids.ts'
import type { Answer, ArchiveOptions, ArchivePage, PlatformArchive } from './model.ts'
import { accepted, goneIfNotFound, readAnswer } from './read-answer.ts'
import { type Sender, sendRequest } from './send-request.ts'

const KNOWN = [
  'started',
  'paused',
  'stopped',
  'uploaded',
  'available',
  'expired',
  'failed',
  'deleted',
] as const
const orNull = z
  .string()
  .nullish()
  .transform((text) => text || null)
const amount = z
  .number()
  .min(0)
  .nullish()
  .transform((value) => value ?? 0)

/** `addedAt` and whatever else stands there is not needed. */
const taken = z.object({
  streamId: z.string().max(100),
  hasAudio: z.boolean().catch(true),
  hasVideo: z.boolean().catch(true),
})

const archive = z
  .looseObject({
    id: archiveIdIn,
    sessionId: sessionIdIn,
    name: orNull,
    status: z.enum([...KNOWN, 'unknown']).catch('unknown'),
    reason: orNull,
    createdAt: timeIn,
    duration: amount,
    size: amount,
    hasAudio: z.boolean().default(true),
    hasVideo: z.boolean().default(true),
    outputMode: orNull,
    streamMode: orNull,
    streams: z.array(taken).max(500).nullish().catch(null),
    resolution: orNull,
    url: orNull,
  })
  .transform((found): PlatformArchive => {
    const { id, sessionId, name, status, reason, createdAt, duration, size, url } = found
    const { hasAudio, hasVideo, outputMode, resolution, streamMode, streams } = found
    return {
      id,
      sessionId,
      name,
      status,
      reason,
      createdAt,
      duration,
      size,
      url,
      hasAudio,
      hasVideo,
      outputMode,
      taken: streamMode === 'manual' ? (streams ?? []) : null,
      resolution,
    }
  })
const page = z.looseObject({ count: z.number().int().min(0), items: z.array(archive) })

const pathOf = (sender: Sender) => ['v2', 'project', projectInPath(sender.credentials), 'archive']

/** Never asked twice: a second recording could run beside the first, and its id would be lost. */
export async function startArchive(
  sender: Sender,
  sessionId: SessionId,
  options: ArchiveOptions,
): Answer<PlatformArchive> {
  if (!isSafeInPath(sessionId)) return fail({ code: 'bad-id' })
  const answered = await sendRequest(sender, {
    call: 'startArchive',
    method: 'POST',
    path: pathOf(sender),
    body: { json: { sessionId, ...options } },
    repeatable: false,
  })
  return readAnswer(answered, archive)
}

export async function stopArchive(sender: Sender, archiveId: ArchiveId): Answer<PlatformArchive> {
  const answered = await sendRequest(sender, {
    call: 'stopArchive',
    method: 'POST',
    path: [...pathOf(sender), archiveId, 'stop'],
    body: { json: {} },
    repeatable: false, // asked again, it would answer that nothing is recording
  })
  return goneIfNotFound(readAnswer(answered, archive))
}

export async function getArchive(sender: Sender, archiveId: ArchiveId): Answer<PlatformArchive> {
  const path = [...pathOf(sender), archiveId]
  const answered = await sendRequest(sender, { call: 'getArchive', method: 'GET', path, repeatable: true })
  return goneIfNotFound(readAnswer(answered, archive))
}

/** The newest first. */
export async function listArchives(
  sender: Sender,
  { sessionId, offset, count }: ArchivePage,
): Answer<{ total: number; archives: PlatformArchive[] }> {
  const answered = await sendRequest(sender, {
    call: 'listArchives',
    method: 'GET',
    path: pathOf(sender),
    query: { offset: String(offset), count: String(count), ...(sessionId ? { sessionId } : {}) },
    repeatable: true,
  })
  const answer = readAnswer(answered, page)
  return answer.ok ? ok({ total: answer.value.count, archives: answer.value.items }) : answer
}

export async function deleteArchive(sender: Sender, archiveId: ArchiveId): Answer<null> {
  const path = [...pathOf(sender), archiveId]
  const answered = await sendRequest(sender, {
    call: 'deleteArchive',
    method: 'DELETE',
    path,
    repeatable: true,
  })
  return goneIfNotFound(accepted(answered))
}
