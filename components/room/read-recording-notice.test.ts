import { describe, expect, it } from 'vitest'
import { readRecordingNotice } from './read-recording-notice.ts'

const NOTICE = {
  start: '01a211b9-d0e9-7314-b0e8-bccb2d1ee003',
  by: 'by those who moderate Openmic',
  objections: 'stop',
}
const signal = (data: unknown, part: object = {}) => ({
  type: 'gavel-recording',
  data: typeof data === 'string' ? data : JSON.stringify(data),
  fromServer: true,
  ...part,
})

describe('the notice that a recording begins', () => {
  it('is what the server sent', () => {
    expect(readRecordingNotice(signal(NOTICE))).toEqual(NOTICE)
  })

  it('is never what another participant sent', () => {
    expect(readRecordingNotice(signal(NOTICE, { fromServer: false }))).toBeNull()
  })

  it.each([
    ['another signal', signal(NOTICE, { type: 'gavel-warning' })],
    ['no JSON', signal('{')],
    ['a word for objections that is none', signal({ ...NOTICE, objections: 'maybe' })],
    ['of a start that is none', signal({ ...NOTICE, start: '../x' })],
    ['without a word of whose it is', signal({ start: NOTICE.start, objections: 'none' })],
  ])('is not %s', (_name, given) => {
    expect(readRecordingNotice(given)).toBeNull()
  })
})
