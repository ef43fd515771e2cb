/** Archives as a server starts them. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { recordable } from './recording.ts'

const sdk = 'opentok'

export const archiveStartCases = [
  conformanceCase(
    'C-060',
    {
      sdk,
      promise: 'An archive starts as started, with its name, without a file; its clients are told',
      source:
        '[source] REST, POST …/archive: archive with status started; duration and size are 0 while recording',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const archive = await stage.opentok.startArchive(sessionId, { name: 'evening' })
      const fresh = { status: 'started', name: 'evening', sessionId, duration: 0, size: 0, url: null }
      expect(archive).toMatchObject({ ...fresh, hasAudio: true, hasVideo: true, outputMode: 'composed' })
      expect(await stage.opentok.archive(archive.id)).toMatchObject({ ...fresh, id: archive.id })
      await mia.hears('archiveStarted', { id: archive.id, title: 'evening' })
    },
  ),
  conformanceCase(
    'C-061',
    {
      sdk,
      promise: 'A session is recorded once at a time',
      source: '[source] REST, POST …/archive: 409 already recording without a fresh tag',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      await stage.opentok.startArchive(sessionId)
      await expect(stage.opentok.startArchive(sessionId)).rejects.toThrow()
      expect((await stage.opentok.archives({ sessionId })).count).toBe(1)
    },
  ),
  conformanceCase(
    'C-062',
    {
      sdk,
      promise: 'With tags of their own several archives run at the same time',
      source: '[source] Limits: simultaneous archives, each with its own multiArchiveTag',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const one = await stage.opentok.startArchive(sessionId, { multiArchiveTag: 'whole' })
      const other = await stage.opentok.startArchive(sessionId, { multiArchiveTag: 'sound', hasVideo: false })
      expect(other.id).not.toBe(one.id)
      await expect(stage.opentok.startArchive(sessionId, { multiArchiveTag: 'sound' })).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-063',
    {
      sdk,
      promise: 'A session in which nobody is cannot be recorded: not found',
      source: '[source] REST, POST …/archive: 404 unknown or never-used session',
    },
    async (stage) => {
      await expect(stage.opentok.startArchive(await stage.session())).rejects.toThrow('Session not found')
    },
  ),
  conformanceCase(
    'C-064',
    {
      sdk,
      promise: 'An archive may be of sound alone, or have another resolution',
      source: '[source] REST, POST …/archive: hasAudio, hasVideo, resolution',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const sound = await stage.opentok.startArchive(sessionId, { hasVideo: false })
      expect(sound).toMatchObject({ hasAudio: true, hasVideo: false })
      const large = { multiArchiveTag: 'large', resolution: '1280x720' }
      expect(await stage.opentok.startArchive(sessionId, large)).toMatchObject({ resolution: '1280x720' })
    },
  ),
  conformanceCase(
    'C-065',
    {
      sdk,
      promise: 'An archive of nothing, or of a size that there is not, is refused',
      source: '[source] REST, POST …/archive: 400',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const refused = [{ hasAudio: false, hasVideo: false }, { resolution: '13x13' }, { outputMode: 'both' }]
      for (const options of refused) {
        await expect(stage.opentok.startArchive(sessionId, options)).rejects.toThrow()
      }
      expect((await stage.opentok.archives({ sessionId })).count).toBe(0)
    },
  ),
  conformanceCase(
    'C-066',
    {
      sdk,
      promise: 'Who comes while it is recorded is told that it is',
      source: '[source] Messages: the session state has archive: [...]; the page’s archiveStarted',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      const ben = await stage.enter(sessionId)
      await ben.hears('archiveStarted', { id })
    },
  ),
]

export const archiveLayoutCases = [
  conformanceCase(
    'C-074',
    {
      sdk,
      promise: 'The layout of a running archive is changed, also to one for shared screens or of one’s own',
      source: '[source] REST, PUT …/archive/{A}/layout',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await stage.opentok.setLayout(id, { type: 'verticalPresentation' })
      await stage.opentok.setLayout(id, { type: 'bestFit', screenshareType: 'pip' })
      await stage.opentok.setLayout(id, { type: 'custom', stylesheet: 'stream { width: 100% }' })
    },
  ),
  conformanceCase(
    'C-075',
    {
      sdk,
      promise: 'A layout that does not exist is refused',
      source: '[source] REST, PUT …/archive/{A}/layout: 400',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await expect(stage.opentok.setLayout(id, { type: 'spiral' })).rejects.toThrow()
      await expect(stage.opentok.setLayout(id, { type: 'custom' })).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-076',
    {
      sdk,
      promise: 'Streams are not chosen by hand in an archive that chooses itself',
      source: '[source] REST, PATCH …/archive/{A}/streams: 405, the archive is in auto mode',
    },
    async (stage) => {
      const { sessionId, streamId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await expect(stage.opentok.addStream(id, streamId)).rejects.toThrow('Unsupported Stream Mode')
      await expect(stage.opentok.removeStream(id, streamId)).rejects.toThrow('Unsupported Stream Mode')
    },
  ),
]
