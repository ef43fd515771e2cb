import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

  test('that is none of ours is refused with the names of ours', async () => {
    await expect(readScenario('evning')).rejects.toThrow(/^scenario evning: there are evening, listener, /)
  })

  test('is not read from outside its folder', async () => {
    await expect(readScenario('../../package')).rejects.toThrow('lower-case')
  })
})

describe('a file of one’s own', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenario-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const written = async (content: unknown): Promise<string> => {
    const file = join(folder, 'mine.json')
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }
  const [session] = aScenario().sessions
  const { host } = aScenario().habits

  test('is played like one of ours; sessions that are copied are numbered', async () => {
    const crowd = [{ count: 3, habit: 'host', clips: ['ada', 'ben'] }]
    const copied = { ...session, people: [], crowd, copies: 2 }
    const scenario = await readScenario(await written({ ...aScenario(), sessions: [copied] }))
    expect(scenario.sessions.map(({ key, name }) => [key, name])).toEqual([
      ['one-1', 'One 1'],
      ['one-2', 'One 2'],
    ])
    expect(castOf(scenario).map(({ clip }) => clip)).toEqual(['ada', 'ben', 'ada', 'ben', 'ada', 'ben'])
  })

  test.each([
    [
      'a word nobody knows',
      { habits: { host: { ...host, arives: 1 } } },
      'habits.host: arives: not known here',
    ],
    ['a word nobody knows', { habits: { host: { ...host, arives: 1 } } }, 'allowed: role, arrive, stay'],
    [
      'an unknown role',
      { habits: { host: { ...host, role: 'boss' } } },
      /habits\.host\.role: .*"subscriber"/,
    ],
    [
      'a span the wrong way',
      { habits: { host: { ...host, stay: [9, 1] } } },
      'habits.host.stay: a span goes',
    ],
    [
      'an unknown clip',
      { sessions: [{ ...session, people: [{ name: 'Luca Ferri', habit: 'host', clip: 'lucca' }] }] },
      /sessions\[0\]\.people\[0\]\.clip: no such clip; there are: ada, /,
    ],
    [
      'an unknown habit',
      { sessions: [{ ...session, people: [{ name: 'Luca Ferri', habit: 'gost' }] }] },
      'sessions[0].people[0].habit: one: there is no habit gost; there are: host',
    ],
    ['more people than places', { sessions: [{ ...session, capacity: 0.5 }] }, 'sessions[0].capacity: '],
    [
      'a crowd larger than the session',
      { sessions: [{ ...session, crowd: [{ count: 5, habit: 'host' }] }] },
      'sessions[0].capacity: 6 people come to 5 places',
    ],
    [
      'somebody who says what his role may not',
      { habits: { host: { ...host, role: 'subscriber', says: { every: [1, 2], lines: ['Hi'] } } } },
      'habits.host.says: a subscriber may not signal; allowed: publisher, moderator',
    ],
  ])('with %s is refused with the place and what is allowed', async (_what, wrong, words) => {
    const file = await written({ ...aScenario(), ...wrong })
    await expect(readScenario(file)).rejects.toThrow(words)
    await expect(readScenario(file)).rejects.toThrow(`scenario ${file}: `)
  })

  test('that is no JSON is refused with what stands where, and one that is not there by its name', async () => {
    await expect(readScenario(await written('{\n "about": }'))).rejects.toThrow(
      `mine.json: Unexpected token '}'`,
    )
    await expect(readScenario(join(folder, 'none.json'))).rejects.toThrow('none.json: ENOENT')
  })
})

describe('the ready-made ones', () => {
  test.each(['evening', 'rehearsal', 'listener', 'school-morning', 'raid', 'network-storm'])(
    '%s is read, and says that its people are fiction',
    async (name) => {
      expect((await readScenario(name)).about).toContain('fiction')
    },
  )
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
