/** Archives of single streams, chosen streams, and pauses. */
import { StreamMode } from '@vonage/video'
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import type { Stage } from '../stage.ts'
import { availableArchive, recordable, sendPictures } from './recording.ts'
import { vonageScene } from './vonage-scene.ts'

const sdk = 'opentok'

const becomes = (stage: Stage, id: string, wanted: string): Promise<void> =>
  eventually(async () => {
    const { status } = await stage.opentok.archive(id)
    return status === wanted || status
  }, 30_000)

export const archiveStreamCases = [
  conformanceCase(
    'C-190',
    {
      sdk,
      promise: 'An individual archive keeps each stream apart, in one file for all: a zip',
      source: '[source] REST, POST …/archive: outputMode individual; archive.zip',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const archive = await stage.opentok.startArchive(sessionId, { outputMode: 'individual' })
      expect(archive).toMatchObject({ status: 'started', outputMode: 'individual' })
      await sendPictures(mia, 15)
      await stage.opentok.stopArchive(archive.id)
      const { url, size } = await availableArchive(stage, archive.id)
      const file = Buffer.from(await (await fetch(url ?? '')).arrayBuffer())
      expect(file.length).toBe(size)
      expect(file.subarray(0, 2).toString()).toBe('PK')
    },
  ),
  conformanceCase(
    'C-191',
    {
      sdk,
      promise: 'An individual archive has no resolution',
      source: '[source] Archive object: resolution (composed only)',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const archive = await stage.opentok.startArchive(sessionId, { outputMode: 'individual' })
      expect(archive.resolution).toBeUndefined()
    },
  ),
  conformanceCase(
    'C-192',
    {
      sdk,
      promise: 'In stream mode manual streams are added and taken out; one that is not there is not found',
      source: '[source] REST, PATCH …/archive/{A}/streams: 204, 404',
    },
    async (stage) => {
      const { sessionId, streamId } = await recordable(stage)
      const { id, streamMode } = await stage.opentok.startArchive(sessionId, { streamMode: 'manual' })
      expect(streamMode).toBe('manual')
      await stage.opentok.addStream(id, streamId, { hasVideo: false })
      expect(await stage.opentok.archive(id)).toMatchObject({
        streams: [{ streamId, hasAudio: true, hasVideo: false }],
      })
      await stage.opentok.removeStream(id, streamId)
      expect(await stage.opentok.archive(id)).toMatchObject({ streams: [] })
      await expect(stage.opentok.addStream(id, 'nobody')).rejects.toThrow('Archive or stream not found')
    },
  ),
  conformanceCase(
    'C-193',
    {
      sdk: '@vonage/video',
      needs: ['application'],
      promise: 'Streams are chosen by the unified SDK too',
      source: '[source] REST, PATCH …/archive/{A}/streams',
    },
    async (stage) => {
      const { video, sessionId, streamId } = await vonageScene(stage)
      const { id } = await video.startArchive(sessionId, { streamMode: StreamMode.MANUAL })
      await video.addArchiveStream(id, streamId)
      expect(await video.getArchive(id)).toMatchObject({ streams: [{ streamId }] })
      await video.removeArchiveStream(id, streamId)
      expect(await video.getArchive(id)).toMatchObject({ streams: [] })
    },
  ),
  conformanceCase(
    'C-194',
    {
      sdk,
      promise: 'While nobody publishes an archive is paused, and goes on when somebody does',
      source: '[docs] Archive status: paused, nobody publishes; resumes to started',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await mia.ask('session', 'unpublish', '$publisher')
      await becomes(stage, id, 'paused')
      await mia.publish()
      await becomes(stage, id, 'started')
    },
  ),
  conformanceCase(
    'C-195',
    {
      sdk,
      promise: 'An automatic archive is not stopped by a call',
      source: '[unverified] Limits: automatic archive cannot be stopped by API',
    },
    async (stage) => {
      const sessionId = await stage.session('routed', { archiveMode: 'always' })
      const mia = await stage.enter(sessionId)
      await mia.publish()
      await eventually(
        async () => (await stage.opentok.archives({ sessionId })).count === 1 || 'no archive yet',
      )
      const [archive] = (await stage.opentok.archives({ sessionId })).items
      await expect(stage.opentok.stopArchive(archive?.id ?? '')).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-196',
    {
      sdk,
      promise: 'The tag of an archive is told when it starts, and never again',
      source: '[source] Archive object: multiArchiveTag is not returned by get or list',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId, { multiArchiveTag: 'whole' })
      expect(await stage.opentok.archive(id)).not.toHaveProperty('multiArchiveTag')
      expect((await stage.opentok.archives({ sessionId })).items[0]).not.toHaveProperty('multiArchiveTag')
    },
  ),
]
