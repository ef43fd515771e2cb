import fc from 'fast-check'

/** What a session's callbacks look like on the wire. */
export type WireEvent = { event: string; sessionId: string; timestamp: number; [key: string]: unknown }

type Step =
  | { do: 'join' }
  | { do: 'leave'; who: number; reason: string; told: boolean }
  | { do: 'publish'; who: number; videoType: string }
  | { do: 'unpublish'; which: number; reason: string; told: boolean }
  | { do: 'rotate' }
  | { do: 'record' }
  | { do: 'stopRecording' }

const who = fc.nat(1_000)
const told = fc.integer({ min: 0, max: 9 }).map((luck) => luck > 0)
const reason = fc.constantFrom('clientDisconnected', 'networkDisconnected', 'forceDisconnected')

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'join' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave' as const), who, reason, told }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      who,
      videoType: fc.constantFrom('camera', 'screen'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unpublish' as const), which: who, reason, told }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'rotate' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'record' }, { do: 'stopRecording' }) },
)

/** What happened in a session: all that was told of it, and who and what is there in the end. */
export type Evening = { events: WireEvent[]; people: Person[]; pictures: Picture[] }

export function evenings(session: string, most = 60): fc.Arbitrary<Evening> {
  return fc.array(step, { minLength: 1, maxLength: most }).map((steps) => play(session, steps))
}

/** A history that a platform can have sent of one session: people come, publish and go; a tenth of the ends are lost. */
export function histories(session: string, most = 60): fc.Arbitrary<WireEvent[]> {
  return evenings(session, most).map((evening) => evening.events)
}

type Person = { id: string; createdAt: number }
type Picture = { id: string; owner: Person; createdAt: number; name: string; videoType: string }

function play(sessionId: string, steps: readonly Step[]): Evening {
  const events: WireEvent[] = []
  let people: Person[] = []
  let pictures: Picture[] = []
  let recording: { id: string; createdAt: number } | null = null
  let clock = Date.UTC(2026, 10, 24, 21)
  let made = 0

  const tick = () => (clock += 1_000)
  const name = (kind: string) => `${kind}-${sessionId.slice(2)}-${++made}`
  const tell = (event: string, rest: Record<string, unknown> = {}) =>
    events.push({ sessionId, projectId: '123', event, timestamp: tick(), ...rest })
  const connection = (person: Person) => ({ ...person, data: '' })
  const stream = ({ owner, ...picture }: Picture) => ({ ...picture, connection: connection(owner) })

  function join() {
    if (people.length === 0) tell('sessionCreated')
    const person = { id: name('c'), createdAt: clock + 950 }
    people.push(person)
    tell('connectionCreated', { connection: connection(person) })
  }

  function unpublish(picture: Picture, reason: string, told: boolean) {
    pictures = pictures.filter((one) => one !== picture)
    if (told) tell('streamDestroyed', { reason, stream: { ...stream(picture), createdAt: undefined } })
    else tick()
  }

  function leave(person: Person, reason: string, told: boolean) {
    const own = pictures.filter((one) => one.owner === person)
    // Now and then only the person's own end is told.
    for (const picture of own) unpublish(picture, reason, told && made % 3 > 0)
    people = people.filter((one) => one !== person)
    // Only the beginning must say when it was.
    if (told) tell('connectionDestroyed', { reason, connection: { id: person.id } })
    else tick()
    if (people.length === 0) tell('sessionDestroyed')
  }

  function record(status: string) {
    recording ??= { id: name('a'), createdAt: tick() }
    const duration = status === 'started' ? 0 : Math.trunc((clock - recording.createdAt) / 1_000)
    tell('archive', { ...recording, status, duration, size: status === 'available' ? 1_000 + duration : 0 })
    if (status === 'available') recording = null
  }

  for (const move of steps) {
    if (move.do === 'join') join()
    else if (move.do === 'record' && people.length > 0 && !recording) record('started')
    else if (move.do === 'stopRecording' && recording) {
      record('stopped')
      record('available')
    } else if (move.do === 'rotate' && people.length > 0) {
      people = []
      pictures = []
      tell('sessionDestroyed', { reason: 'serverRotation' })
    } else if (move.do === 'leave' && people.length > 0) {
      const person = people[move.who % people.length]
      if (person) leave(person, move.reason, move.told)
    } else if (move.do === 'publish' && people.length > 0) {
      const owner = people[move.who % people.length]
      if (!owner) continue
      const { videoType } = move
      const picture = { id: name('t'), owner, createdAt: clock + 950, name: `Person ${made}`, videoType }
      pictures.push(picture)
      tell('streamCreated', { stream: stream(picture) })
    } else if (move.do === 'unpublish' && pictures.length > 0) {
      const picture = pictures[move.which % pictures.length]
      if (picture) unpublish(picture, move.reason, move.told)
    }
  }
  return { events, people, pictures }
}
