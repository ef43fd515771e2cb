import { describe, expect, it } from 'vitest'
import { readWarning } from './read-warning.ts'

const ID = '01a211b9-d0e9-7314-b0e8-bccb2d1ee003'
const signal = (data: unknown, part: object = {}) => ({
  type: 'gavel-warning',
  data: typeof data === 'string' ? data : JSON.stringify(data),
  fromServer: true,
  ...part,
})

describe('a warning', () => {
  it('is what the server sent', () => {
    expect(readWarning(signal({ id: ID, text: 'Please lower your volume.' }))).toEqual({
      id: ID,
      text: 'Please lower your volume.',
    })
  })

  it('is never what another participant sent, whatever it looks like', () => {
    expect(readWarning(signal({ id: ID, text: 'You are removed' }, { fromServer: false }))).toBeNull()
  })

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['no id', { text: 'x' }],
    ['an empty text', { id: ID, text: '' }],
    ['an id that is none', { id: '../x', text: 'x' }],
  ])('is not %s', (_name, data) => {
    expect(readWarning(signal(data))).toBeNull()
  })
})
