import { describe, expect, it } from 'vitest'
import { createHandClock } from '#components/ui/hand-clock.ts'
import type { FeedEvent, Interest } from './feed-event.ts'
import { ALIVE_MS, createFeedTab, type FeedTab, LEADER_SILENCE_MS, type TabMessage } from './feed-tab.ts'

type Claim = { tab: string; lead: () => void; lost: () => void }

/** Several tabs of one browser: a lock, a channel, a clock, and a server that takes note of what it is asked. */
function aBrowser() {
  const tabs = new Map<string, FeedTab>()
  const claims: Claim[] = []
  const clock = createHandClock()
  const asked: string[] = []
  const heard: string[] = []
  const frozen = new Set<string>()
  const lines = new Map<string, { tell: (event: FeedEvent) => void; running: Interest | null }>()

  function claim(own: Claim, steal: boolean): () => void {
    if (steal) claims.shift()?.lost()
    if (steal) claims.unshift(own)
    else claims.push(own)
    if (claims[0] === own) queueMicrotask(own.lead)
    return () => {
      const held = claims[0] === own
      if (claims.includes(own)) claims.splice(claims.indexOf(own), 1)
      if (held) claims[0]?.lead()
    }
  }

  function open(tab: string): FeedTab {
    const line = { tell: (_event: FeedEvent) => {}, running: null as Interest | null }
    lines.set(tab, line)
    const created = createFeedTab(
      {
        tab,
        post: (message: TabMessage) => {
          if (frozen.has(tab)) return
          for (const [name, other] of tabs) if (name !== tab && !frozen.has(name)) other.receive(message)
        },
        lead: (steal, lead, lost) => claim({ tab, lead, lost }, steal),
        line: (tell) => {
          line.tell = tell
          return {
            want: (interest) => {
              line.running = interest
              if (interest) asked.push(`${tab}: ${interest.since} [${interest.sessions}]`)
            },
            running: () => line.running,
          }
        },
        later: clock.later,
        isSeen: () => !frozen.has(tab),
      },
      (event) => heard.push(`${tab}: ${event.kind}`),
    )
    tabs.set(tab, created)
    return created
  }

  const settle = () => new Promise<void>((resolve) => queueMicrotask(resolve))
  const beat = (tab: string) => lines.get(tab)?.tell({ kind: 'beat', head: 1, at: '' })
  return { open, wait: clock.wait, settle, beat, asked, heard, freeze: (tab: string) => frozen.add(tab) }
}

const wants = (since: number, ...sessions: string[]): Interest => ({ since, sessions })

describe('tabs that share one connection', () => {
  it('has the first tab connect, and tell the others', async () => {
    const browser = aBrowser()
    browser.open('one').want(wants(10))
    browser.open('two').want(wants(10))
    await browser.settle()
    browser.beat('one')
    expect(browser.asked).toEqual(['one: 10 []'])
    expect(browser.heard).toEqual(['one: beat', 'two: beat'])
  })

  it('connects anew when another tab opens a session, from where that tab stands', async () => {
    const browser = aBrowser()
    browser.open('one').want(wants(10))
    await browser.settle()
    browser.open('two').want(wants(8, 'karaoke'))
    expect(browser.asked).toEqual(['one: 10 []', 'one: 8 [karaoke]'])
  })

  it('lets the connection be when it brings already what the other tab wants', async () => {
    const browser = aBrowser()
    browser.open('one').want(wants(10, 'karaoke'))
    await browser.settle()
    browser.open('two').want(wants(12, 'karaoke'))
    expect(browser.asked).toEqual(['one: 10 [karaoke]'])
  })

  it('has another tab take over when the leading one is closed, with what all the others want', async () => {
    const browser = aBrowser()
    const one = browser.open('one')
    one.want(wants(10))
    await browser.settle()
    browser.open('two').want(wants(10))
    browser.open('three').want(wants(10, 'chess'))
    one.close()
    await browser.settle()
    expect(browser.asked.at(-1)).toBe('two: 10 [chess]')
    browser.beat('two')
    expect(browser.heard).toEqual(['two: beat', 'three: beat'])
  })

  it('takes the lead from a tab that is frozen', async () => {
    const browser = aBrowser()
    browser.open('one').want(wants(10))
    await browser.settle()
    browser.open('two').want(wants(10))
    browser.freeze('one')
    browser.wait(LEADER_SILENCE_MS - ALIVE_MS)
    expect(browser.asked).toEqual(['one: 10 []'])
    browser.wait(ALIVE_MS * 2)
    await browser.settle()
    expect(browser.asked.at(-1)).toBe('two: 10 []')
  })

  it('leaves the lead where it is while the leading tab shows that it lives', async () => {
    const browser = aBrowser()
    browser.open('one').want(wants(10))
    await browser.settle()
    browser.open('two').want(wants(10))
    browser.wait(LEADER_SILENCE_MS * 3)
    await browser.settle()
    expect(browser.asked).toEqual(['one: 10 []'])
  })
})
