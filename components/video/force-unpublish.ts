import type { SessionConnection } from './session-connection.ts'

export type UnpublishAnswer = 'accepted' | 'not-found' | 'not-permitted' | 'failed'

/** Takes a stream away from its publisher. Only a moderator's own connection can: the platform has no server call for it. */
export async function forceUnpublish(
  connection: SessionConnection,
  platformId: string,
): Promise<UnpublishAnswer> {
  const { session } = connection
  if (!session) return 'failed'
  const stream = connection.streamOf(platformId)
  if (!stream) return 'not-found'
  try {
    await session.forceUnpublish(stream)
    return 'accepted'
  } catch (error) {
    return answerOf(error instanceof Error ? error.name : '')
  }
}

function answerOf(name: string): UnpublishAnswer {
  if (name === 'OT_NOT_FOUND' || name === 'OT_STREAM_NOT_FOUND') return 'not-found'
  return name === 'OT_PERMISSION_DENIED' ? 'not-permitted' : 'failed'
}
