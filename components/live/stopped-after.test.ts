import { expect, it } from 'vitest'
import type { ArchiveView } from '#lib/live/model.ts'
import { stoppedAfter } from './stopped-after.ts'

const anArchive = (part: Partial<ArchiveView>): ArchiveView => ({
  id: 'archive',
  sessionId: 'session',
  sessionName: null,
  projectId: 'project',
  projectName: 'Openmic',
  name: null,
  state: 'stopping',
  standing: 'stopping',
  copyUntil: null,
  reason: null,
  startedAt: '2026-11-24T21:50:00.000Z',
  stoppedAt: '2026-11-24T21:57:20.000Z',
  duration: null,
  size: null,
  startedBy: null,
  hasAudio: true,
  hasVideo: true,
  taken: null,
  ...part,
})

it('is what lies between start and stop, until the platform says how long the file is', () => {
  expect(stoppedAfter(anArchive({}))).toBe(440)
  expect(stoppedAfter(anArchive({ duration: 0 }))).toBe(440)
  expect(stoppedAfter(anArchive({ duration: 438 }))).toBe(438)
})

it('is not known before it has stopped', () => {
  expect(stoppedAfter(anArchive({ stoppedAt: null }))).toBeNull()
})
