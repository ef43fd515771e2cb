import { describe, expect, test } from 'vitest'
import { castOf } from './cast.ts'
import { parseScenario, readScenario } from './scenario.ts'

const aScenario = () => ({
  about: 'fiction',
  seed: 1,
  habits: { host: { role: 'moderator', arrive: [0, 1] } },
  sessions: [
    {
      key: 'one',
      name: 'One',
      project: 'Openmic',
      mode: 'routed',
      capacity: 5,
      people: [{ name: 'Luca Ferri', habit: 'host', clip: 'luca' }],
    },
  ],
})

describe('a scenario', () => {
  test('is read with what it leaves out filled in', () => {
    const { habits, sessions, cues } = parseScenario(aScenario())
    expect(habits.host).toMatchObject({ away: [40, 120], silent: [15, 45] })
    expect(sessions[0]).toMatchObject({ crowd: [], people: [{ startsMuted: false }] })
    expect(cues).toEqual({})
  })

  test('that asks for an unknown habit is refused by name', () => {
    const scenario = { ...aScenario(), habits: {} }
    expect(() => parseScenario(scenario)).toThrow('one: there is no habit host')
  })

  test('whose cue is for a stranger is refused', () => {
    const scenario = { ...aScenario(), cues: { shout: { person: 'Nobody', clip: 'luca', seconds: 1 } } }
    expect(() => parseScenario(scenario)).toThrow('a cue is for Nobody')
  })

  test('with a word nobody knows is refused, so that a slip of the pen is seen', () => {
    expect(() => parseScenario({ ...aScenario(), sesions: [] })).toThrow('sesions')
  })

  test('is not read from outside its folder', async () => {
    await expect(readScenario('../../package')).rejects.toThrow('lower-case')
  })
})

describe('the evening', () => {
  test('has six sessions, at least ten who publish, a relayed call, and a crowd that only listens', async () => {
    const evening = await readScenario('evening')
    const cast = castOf(evening)
    expect(evening.sessions).toHaveLength(6)
    expect(evening.sessions.filter(({ mode }) => mode === 'relayed')).toHaveLength(1)
    expect(cast.filter(({ clip }) => clip !== null).length).toBeGreaterThanOrEqual(10)
    expect(cast.filter(({ clip }) => clip === null).length).toBeGreaterThanOrEqual(40)
  })

  test('has the same cast each time, each under a reference of its own that does not tell the name', async () => {
    const evening = await readScenario('evening')
    const cast = castOf(evening)
    expect(castOf(evening)).toEqual(cast)
    expect(new Set(cast.map(({ ref }) => ref)).size).toBe(cast.length)
    expect(new Set(cast.map(({ name }) => name)).size).toBe(cast.length)
    for (const { ref } of cast) expect(ref).toMatch(/^p_[A-Za-z0-9]{12}$/)
  })

  test('never holds more people in a session than it has places', async () => {
    const evening = await readScenario('evening')
    const cast = castOf(evening)
    for (const { key, capacity } of evening.sessions) {
      expect(cast.filter(({ sessionKey }) => sessionKey === key).length, key).toBeLessThanOrEqual(capacity)
    }
  })
})
