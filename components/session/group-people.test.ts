import { describe, expect, it } from 'vitest'
import { findPerson, groupPeople } from './group-people.ts'
import { aConnection, aStream, at } from './session-builders.ts'

const now = Date.parse(at('21:57:00'))
const names = (people: readonly { name: string | null }[]) => people.map(({ name }) => name)

describe('the people of a session', () => {
  it('stand apart by what they do: publishers, subscribers, watchers', () => {
    const groups = groupPeople(
      [
        aConnection('Mia'),
        aConnection('Noor', { role: 'subscriber' }),
        aConnection('Ines', { kind: 'watcher' }),
      ],
      [aStream('Mia')],
      { now },
    )
    expect(names(groups.publishers)).toEqual(['Mia'])
    expect(names(groups.subscribers)).toEqual(['Noor'])
    expect(names(groups.watchers)).toEqual(['Ines'])
  })

  it('lets who needs attention come first, then who has been there longest', () => {
    const groups = groupPeople(
      [
        aConnection('Jin', { since: at('21:30:00') }),
        aConnection('Luca', { since: at('21:14:00') }),
        aConnection('Mia', { since: at('21:40:00'), flags: ['grantReused'] }),
      ],
      [],
      { now },
    )
    expect(names(groups.subscribers)).toEqual(['Mia', 'Luca', 'Jin'])
  })

  it('keeps somebody who left a moment ago in sight, and not for ever', () => {
    const left = (seconds: number) => ({
      ended: { at: new Date(now - seconds * 1000).toISOString(), reason: null },
    })
    const groups = groupPeople([aConnection('Mia', left(5)), aConnection('Sam', left(90))], [], { now })
    expect(names(groups.left)).toEqual(['Mia'])
    expect(groups.subscribers).toEqual([])
  })

  it('are known by the record for as long as the page is open', () => {
    const gone = aConnection('Sam', { ended: { at: at('21:40:00'), reason: null } })
    const found = findPerson(gone.id, new Map([[gone.id, gone]]), [])
    expect(found).toMatchObject({ name: 'Sam', left: { at: at('21:40:00') } })
  })

  it('counts somebody whose stream was taken away as a subscriber who once published', () => {
    const ended = { at: at('21:56:30'), reason: 'forceUnpublished' }
    const [mia] = groupPeople([aConnection('Mia')], [aStream('Mia', { ended })], { now }).subscribers
    expect(mia?.streams).toEqual([])
    expect(mia?.everPublished.has('stream-Mia')).toBe(true)
  })

  it('calls somebody unknown by the name on their stream', () => {
    const [somebody] = groupPeople([aConnection('x', { name: null })], [aStream('x', { name: 'Mia K' })], {
      now,
    }).publishers
    expect(somebody?.name).toBe('Mia K')
  })

  it('finds by a part of the name', () => {
    const groups = groupPeople([aConnection('Mia Keller'), aConnection('Jin Park')], [], {
      now,
      filter: 'kell',
    })
    expect(names(groups.subscribers)).toEqual(['Mia Keller'])
  })
})
