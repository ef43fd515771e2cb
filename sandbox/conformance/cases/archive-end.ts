/** Archives as a server ends, finds and deletes them. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'
import { availableArchive, recordable, sendPictures } from './recording.ts'

const sdk = 'opentok'
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

export const archiveEndCases = [
  conformanceCase(
    'C-067',
    {
      sdk,
      promise: 'An archive is stopped by the user; its clients are told; once',
      source: '[docs] Archive status: stopped, reason "user initiated"; REST, stop: 409 not recording',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      expect(await stage.opentok.stopArchive(id)).toMatchObject({
        status: 'stopped',
        reason: 'user initiated',
      })
      await mia.hears('archiveStopped', { id })
      await expect(stage.opentok.stopArchive(id)).rejects.toThrow()
    },
  ),
  conformanceCase(
    'C-068',
    {
      sdk,
      promise: 'An archive that does not exist is not found: to stop, to read, to delete, to lay out',
      source: '[source] REST, archives: 404',
    },
    async (stage) => {
      const { opentok } = stage
      await expect(opentok.stopArchive(UNKNOWN)).rejects.toThrow('Archive not found')
      await expect(opentok.archive(UNKNOWN)).rejects.toThrow('Archive not found')
      await expect(opentok.deleteArchive(UNKNOWN)).rejects.toThrow('Archive not found')
      await expect(opentok.addStream(UNKNOWN, 's1')).rejects.toThrow('Archive or stream not found')
    },
  ),
  conformanceCase(
    'C-069',
    {
      sdk,
      promise: 'What is no archive ID is refused',
      source: '[source] REST, GET …/archive/{A}: 400 bad ID',
    },
    async (stage) => {
      await expect(stage.opentok.archive('no-id-at-all')).rejects.toThrow(/Unexpected response/)
    },
  ),
  conformanceCase(
    'C-070',
    {
      sdk,
      promise: 'Archives are listed by session, the newest first, page by page, with their whole number',
      source: '[docs] REST, GET …/archive?offset&count&sessionId: newest first',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const ids: string[] = []
      for (const name of ['one', 'two', 'three']) {
        const { id } = await stage.opentok.startArchive(sessionId, { name })
        await stage.opentok.stopArchive(id)
        ids.unshift(id)
      }
      const all = await stage.opentok.archives({ sessionId })
      expect(all.count).toBe(3)
      expect(all.items.map(({ id }) => id)).toEqual(ids)
      const page = await stage.opentok.archives({ sessionId, offset: 1, count: 1 })
      expect(page).toMatchObject({ count: 3, items: [{ id: ids[1], name: 'two' }] })
    },
  ),
  conformanceCase(
    'C-071',
    {
      sdk,
      promise: 'What is being recorded cannot be deleted',
      source: '[source] REST, DELETE …/archive/{A}: 409 wrong status',
    },
    async (stage) => {
      const { sessionId } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await expect(stage.opentok.deleteArchive(id)).rejects.toThrow()
      expect(await stage.opentok.archive(id)).toMatchObject({ status: 'started' })
    },
  ),
  conformanceCase(
    'C-072',
    {
      sdk,
      promise: 'A finished archive can be fetched from its URL and played, and holds what was sent',
      source: '[docs] Archive status: available, on the platform; url lasts 10 min',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await sendPictures(mia, 45)
      await stage.opentok.stopArchive(id)
      const { url, size, duration } = await availableArchive(stage, id)
      const file = new Uint8Array(await (await fetch(url ?? '')).arrayBuffer())
      expect(file.length).toBe(size)
      expect(duration).toBeGreaterThan(1)
      await mia.page.evaluate((address) => globalThis.playRecording(address), url ?? '')
    },
  ),
  conformanceCase(
    'C-073',
    {
      sdk,
      promise: 'A deleted archive is out of the list, and its file is gone',
      source: '[source] Archive status: deleted by API, left out of lists; REST, DELETE: 204',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await sendPictures(mia, 10)
      await stage.opentok.stopArchive(id)
      const { url } = await availableArchive(stage, id)
      await stage.opentok.deleteArchive(id)
      expect((await stage.opentok.archives({ sessionId })).items).toEqual([])
      expect((await fetch(url ?? '')).ok).toBe(false)
    },
  ),
  conformanceCase(
    'C-077',
    {
      sdk,
      needs: ['control'],
      promise: 'An archive that has recorded for four hours ends by itself',
      source: '[docs] Limits: archive 4 h; reason "maximum duration exceeded"',
    },
    async (stage) => {
      const { sessionId, mia } = await recordable(stage)
      const { id } = await stage.opentok.startArchive(sessionId)
      await sendPictures(mia, 10)
      stage.control.passHours(4)
      await mia.hears('archiveStopped', { id })
      expect((await stage.opentok.archive(id)).reason).toBe('maximum duration exceeded')
    },
  ),
]
