import 'server-only'
import { parseArchiveId, parseSessionId } from '#lib/platform/ids.ts'
import type {
  ListedConnection,
  ListedStream,
  MediaMode,
  PlatformArchive,
  PlatformClient,
  PlatformFailure,
} from '#lib/platform/model.ts'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** What the platform says of a session. `known` is false when it says that nobody was ever there. */
export type PlatformView = {
  known: boolean
  connections: readonly ListedConnection[]
  streams: readonly ListedStream[]
  mode: MediaMode | null
  encrypted: boolean | null
  archives: readonly PlatformArchive[]
}

type Question = { platformId: string; mode: MediaMode | null; archives: readonly string[] }

/** Asks for both lists, for the mode while it is not known, and for these recordings. One failure fails it all. */
export async function askPlatform(
  client: PlatformClient,
  { platformId, mode, archives }: Question,
): Promise<Result<PlatformView, PlatformFailure>> {
  const id = parseSessionId(platformId)
  if (!id.ok) return id
  const [connections, streams] = await Promise.all([
    client.listConnections(id.value),
    client.listStreams(id.value),
  ])
  const known = connections.ok || streams.ok
  for (const list of [connections, streams])
    if (!list.ok && list.failure.code !== 'not-found' && list.failure.code !== 'already-gone') return list
  const described = mode || !known ? null : await client.describeSession(id.value)
  const recordings = await askArchives(client, archives)
  if (!recordings.ok) return recordings
  return ok({
    known,
    connections: connections.ok ? connections.value : [],
    streams: streams.ok ? streams.value : [],
    // Only nice to know: counts must not wait for it.
    mode: described?.ok ? described.value.mode : null,
    encrypted: described?.ok ? described.value.encrypted : null,
    archives: recordings.value,
  })
}

async function askArchives(
  client: PlatformClient,
  ids: readonly string[],
): Promise<Result<PlatformArchive[], PlatformFailure>> {
  const found: PlatformArchive[] = []
  for (const text of ids) {
    const id = parseArchiveId(text)
    const answer = id.ok ? await client.getArchive(id.value) : id
    if (answer.ok) found.push(answer.value)
    else if (!['not-found', 'already-gone', 'bad-id'].includes(answer.failure.code))
      return fail(answer.failure)
  }
  return ok(found)
}
