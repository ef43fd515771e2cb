import { describe, expect, it } from 'vitest'
import { findPerson, type Person } from './group-people.ts'
import { lateHindrance } from './late-hindrance.ts'
import { aConnection, aStream, at } from './session-builders.ts'

function mia(part: Parameters<typeof aConnection>[1] = {}, streams = [aStream('Mia')]): Person {
  const connection = aConnection('Mia', part)
  const person = findPerson(connection.id, new Map([[connection.id, connection]]), streams)
  if (!person) throw new Error('Mia is not found')
  return person
}

const removal = { ask: 'reason', verb: 'disconnect', streamId: 'stream-Mia' } as const
const unpublishing = { ask: 'reason', verb: 'unpublish', streamId: 'stream-Mia' } as const

describe('a question that is open while its person', () => {
  const left = mia({ ended: { at: at('21:56:00'), reason: null } })

  it('is there has its answer', () => {
    expect(
      [removal, unpublishing, { ask: 'warning' } as const].map((asked) => lateHindrance(asked, mia())),
    ).toEqual([null, null, null])
  })

  it('leaves says at once that they have left', () => {
    expect(lateHindrance(removal, left)).toBe('Mia has left: there is nobody to remove')
    expect(lateHindrance({ ask: 'warning' }, left)).toBe('Mia has left: there is nobody to warn')
    expect(lateHindrance(removal, { ...left, name: null })).toMatch(/^This person has left/)
  })

  it('ends the stream that was meant does not take another instead', () => {
    const screen = aStream('Mia', { id: 'screen', videoType: 'screen' })
    const camera = aStream('Mia', { ended: { at: at('21:56:00'), reason: null } })
    expect(lateHindrance(unpublishing, mia({}, [camera, screen]))).toMatch(/no longer publishes this/)
    expect(lateHindrance(removal, mia({}, [camera, screen]))).toBeNull()
  })
})
