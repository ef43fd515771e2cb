/**
 * The scenario on paper: who does what when, if everything goes well and no moderator interferes. It follows from the file
 * alone, so that what really happened can be held against it.
 */
import { ABSENT, type Happening, type PersonState } from '../person/happening.ts'
import { type Act, createAgenda } from './agenda.ts'
import { agendaOf } from './agenda-of.ts'
import { castOf, type Part } from './cast.ts'
import type { Scenario } from './scenario.ts'

export type Planned = { at: number; ref: string; act: Act }

/** How long the platform keeps a broken line. */
const PATIENCE_SECONDS = 30

export const planOf = (scenario: Scenario, untilSeconds: number): readonly Planned[] =>
  castOf(scenario)
    .flatMap((part) => planOfOne(scenario, part, untilSeconds))
    .toSorted((one, other) => one.at - other.at)

const planOfOne = (scenario: Scenario, part: Part, untilSeconds: number): Planned[] => {
  const agenda = createAgenda(agendaOf(scenario, part))
  const state: PersonState = { ...ABSENT }
  const plan: Planned[] = []
  let cutAt = 0
  for (let due = agenda.next(state); due && due.at <= untilSeconds; due = agenda.next(state)) {
    const { at, act } = due
    agenda.due(at, state)
    plan.push({ at, ref: part.ref, act })
    if (act === 'break') cutAt = at
    const what = act === 'restore' && at - cutAt >= PATIENCE_SECONDS ? 'lost' : OUTCOME[act]
    Object.assign(state, EFFECT[act], what === 'lost' ? ABSENT : {})
    if (act === 'publish') state.muted = part.startsMuted
    if (what) agenda.noted(what, at)
  }
  return plan
}

const OUTCOME: Record<Act, Happening | null> = {
  join: 'joined',
  leave: 'left',
  publish: 'published',
  mute: 'muted',
  unmute: 'unmuted',
  misbehave: null,
  say: null,
  break: 'cut',
  restore: 'restored',
}

const EFFECT: Record<Act, Partial<PersonState>> = {
  join: { present: true },
  leave: ABSENT,
  publish: { publishing: true },
  mute: { muted: true },
  unmute: { muted: false },
  misbehave: {},
  say: {},
  break: { cut: true },
  restore: { cut: false },
}
