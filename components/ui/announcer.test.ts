import { describe, expect, it } from 'vitest'
import { createAnnouncer } from './announcer.ts'
import { createHandClock } from './hand-clock.ts'

function aListener() {
  const said: string[] = []
  const clock = createHandClock(1)
  const announce = createAnnouncer(
    (speech) => said.push(speech.assertive ? `!${speech.assertive}` : (speech.polite ?? '')),
    clock,
  )
  return { said, announce, wait: clock.wait }
}

describe('what a screen reader is told', () => {
  it('hears the first news at once', () => {
    const { said, announce } = aListener()
    announce('1 alert')
    expect(said).toEqual(['1 alert'])
  })

  it('hears at most one sentence in three seconds, merged', () => {
    const { said, announce, wait } = aListener()
    announce('1 alert')
    announce('2 new sessions')
    announce('1 ended')
    announce('1 ended')
    wait(2_999)
    expect(said).toEqual(['1 alert'])
    wait(1)
    expect(said).toEqual(['1 alert', '2 new sessions, 1 ended'])
  })

  it('hears the outcome of an own act at once, whatever else is waiting', () => {
    const { said, announce } = aListener()
    announce('1 alert')
    announce('Mia Keller is muted', 'own')
    expect(said).toEqual(['1 alert', '!Mia Keller is muted'])
  })
})
