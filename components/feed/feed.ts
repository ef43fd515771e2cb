/** The feed of this browser tab: made when the first part of a page asks for it, gone with the page. */

import { clock } from '#components/ui/clock.ts'
import type { FeedMessage } from '#lib/live/model.ts'
import { browserTab } from './browser-tab.ts'
import { evidence } from './evidence-store.ts'
import type { FeedEvent, Interest } from './feed-event.ts'
import type { FeedTab } from './feed-tab.ts'
import { createSubscriptions } from './subscriptions.ts'

type Turn = 'refresh' | 'sign-in'

let tab: FeedTab | null = null
const turns = new Set<(turn: Turn) => void>()
const subscriptions = createSubscriptions((interest) => tab?.want(interest))

/** Hears everything after a snapshot's position, with every detail of the given sessions, until the returned function is called. */
export function subscribeToFeed(interest: Interest, apply: (message: FeedMessage) => void): () => void {
  tab ??= browserTab(hear)
  evidence.expectSince(clock.now())
  return subscriptions.add(interest, apply)
}

/** Told when only the server can say what is true now. */
export function onTurn(listener: (turn: Turn) => void): () => void {
  turns.add(listener)
  return () => turns.delete(listener)
}

function hear(event: FeedEvent): void {
  evidence.take(event, clock.now())
  if (event.kind === 'change') subscriptions.hear(event)
  if (event.kind === 'beat') clock.observe(Date.parse(event.at))
  if (event.kind === 'reset') turn('refresh')
  if (event.kind === 'signed-out') turn('sign-in')
}

function turn(to: Turn): void {
  for (const listener of turns) listener(to)
}
