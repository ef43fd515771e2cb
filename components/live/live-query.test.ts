import { describe, expect, it } from 'vitest'
import { nextSort, parseLiveQuery, writeLiveQuery } from './live-query.ts'

const read = (address: string) => parseLiveQuery(new URLSearchParams(address))

describe('the address of the Live page', () => {
  it('is bare when everything is as usual', () => {
    expect(writeLiveQuery(read(''))).toBe('')
  })

  it('holds filter, order and selection', () => {
    const address = '?q=chess+%26+go&project=p1&recording&unwatched&sort=-connections&session=s1'
    expect(read(address)).toEqual({
      text: 'chess & go',
      project: 'p1',
      recording: true,
      unwatched: true,
      sort: { key: 'connections', descending: true },
      selected: 's1',
    })
    expect(writeLiveQuery(read(address))).toBe(address)
  })

  it('puts attention first when the order in it means nothing', () => {
    expect(read('?sort=-nonsense').sort.key).toBe('attention')
  })

  it('turns a column round, and then back to attention', () => {
    const once = nextSort(read('').sort, 'connections')
    const twice = nextSort(once, 'connections')
    expect([once, twice, nextSort(twice, 'connections')]).toEqual([
      { key: 'connections', descending: true },
      { key: 'connections', descending: false },
      { key: 'attention', descending: true },
    ])
  })
})
