import { describe, expect, it } from 'vitest'
import type { Person } from './group-people.ts'
import { whoIsRecorded } from './who-is-recorded.ts'

const person = (name: string, streamIds: string[], kind: Person['kind'] = 'publisher'): Person => ({
  ...{ id: name, platformId: `c-${name}`, name, kind, role: 'publisher', since: null, left: null, flags: [] },
  everPublished: new Set(),
  streams: streamIds.map((platformId) => ({
    ...{ id: platformId, platformId, sessionId: 's', connectionId: name, name: null },
    ...{ videoType: 'camera', since: null, ended: null },
  })),
})
const mia = person('Mia', ['cam-mia'])
const luca = person('Luca', ['cam-luca', 'screen-luca'])
const theo = person('Theo', [], 'subscriber')
const lena = person('Lena', ['cam-lena'], 'watcher')
const gone = { ...person('Ben', ['cam-ben']), left: { at: '2026-11-24T21:00:00Z', reason: null } }
const people = [mia, luca, theo, lena, gone]

const names = (archive: Parameters<typeof whoIsRecorded>[0]) => {
  const { inIt, out, silent } = whoIsRecorded(archive, people)
  return {
    inIt: inIt.map(({ person: { name }, what }) => `${name} ${what}`),
    out: out.map(({ name }) => name),
    silent: silent.map(({ name }) => name),
  }
}
const all = { hasAudio: true, hasVideo: true }

describe('who is in a running recording', () => {
  it('is everybody who publishes, where nobody chose', () => {
    expect(names({ taken: null, ...all })).toEqual({
      inIt: ['Mia all', 'Luca all'],
      out: [],
      silent: ['Theo'],
    })
  })

  it('is who was chosen, with what of them was', () => {
    const taken = [
      { streamId: 'screen-luca', hasAudio: false, hasVideo: true },
      { streamId: 'cam-nobody', ...all },
    ]
    expect(names({ taken, ...all })).toEqual({ inIt: ['Luca picture'], out: ['Mia'], silent: ['Theo'] })
    expect(names({ taken: [], ...all })).toEqual({ inIt: [], out: ['Mia', 'Luca'], silent: ['Theo'] })
  })

  it('is nobody of whom only what the recording leaves out was chosen', () => {
    const taken = [
      { streamId: 'cam-mia', ...all },
      { streamId: 'screen-luca', hasAudio: false, hasVideo: true },
    ]
    expect(names({ taken, hasAudio: true, hasVideo: false })).toMatchObject({
      inIt: ['Mia sound'],
      out: ['Luca'],
    })
  })
})
