import { expect, test } from 'vitest'
import { keepPlaces } from './keep-places.ts'

const row = (id: string, state: string) => ({ id, state })

test('no row moves under the hand: values change in place, new ones wait and are counted, gone ones stay', () => {
  const shown = [row('one', 'recording'), row('two', 'ready')]
  const fresh = [row('new', 'recording'), row('one', 'ready')]
  expect(keepPlaces(shown, fresh)).toEqual({ rows: [row('one', 'ready'), row('two', 'ready')], waiting: 1 })
})
