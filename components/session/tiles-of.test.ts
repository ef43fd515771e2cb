import { describe, expect, it } from 'vitest'
import { aConnection, aSeenStream, aStream, at } from './session-builders.ts'
import { tilesOf } from './tiles-of.ts'

const PEOPLE = new Map([aConnection('Mia'), aConnection('Jin')].map((one) => [one.id, one]))
const names = (tiles: readonly { name: string | null }[]) => tiles.map(({ name }) => name)

describe('the pictures on the stage', () => {
  it('stand in the order of coming', () => {
    const streams = [aStream('Mia', { since: at('21:20:00') }), aStream('Jin', { since: at('21:16:00') })]
    expect(names(tilesOf(streams, PEOPLE, []))).toEqual(['Jin', 'Mia'])
  })

  it('stay, without a picture, while this browser has no connection', () => {
    expect(tilesOf([aStream('Mia')], PEOPLE, [])).toMatchObject([{ name: 'Mia', seen: null }])
  })

  it('appear once when both the record and the connection know a stream, and also when only the connection does', () => {
    const tiles = tilesOf([aStream('Mia')], PEOPLE, [aSeenStream('Mia'), aSeenStream('Jin')])
    expect(names(tiles)).toEqual(['Mia', 'Jin'])
    expect(tiles[1]).toMatchObject({ streamId: null, connectionId: 'connection-Jin' })
  })

  it('go when the record says that they ended, before the connection has heard of it', () => {
    const ended = { at: at('21:56:07'), reason: 'forceUnpublished' }
    expect(tilesOf([aStream('Mia', { ended })], PEOPLE, [aSeenStream('Mia')])).toEqual([])
  })
})
