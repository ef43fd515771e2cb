import { describe, expect, test } from 'vitest'
import type { PersonState } from '../person/happening.ts'
import { type Act, type Agenda, createAgenda } from './agenda.ts'
import type { Habit } from './scenario.ts'

const GUEST: Habit = {
  role: 'publisher',
  arrive: [1, 6],
  stay: [240, 480],
  away: [15, 40],
  talk: [40, 120],
  silent: [12, 40],
  leaves: 'clean',
  returns: true,
  blank: false,
  afterRemoval: [60, 100],
  afterUnpublish: [40, 70],
}

const anAgenda = (seed: string, more: Partial<Parameters<typeof createAgenda>[0]> = {}): Agenda =>
  createAgenda({
    habit: GUEST,
    publishes: true,
    startsMuted: false,
    misbehavesEvery: null,
    startSeconds: 0,
    seed,
    ...more,
  })

const absent = (): PersonState => ({
  present: false,
  publishing: false,
  muted: false,
  hushed: false,
  cut: false,
})

/** Does at once whatever is due. */
const live = (agenda: Agenda, from: number, to: number, state = absent()): [number, Act][] => {
  const done: [number, Act][] = []
  for (let now = from; now < to; now += 0.2) {
    const act = agenda.due(now, state)
    if (act) {
      done.push([Math.round(now), act])
      apply(agenda, act, now, state)
    }
  }
  return done
}

const apply = (agenda: Agenda, act: Act, now: number, state: PersonState): void => {
  if (act === 'join') Object.assign(state, { present: true })
  if (act === 'publish') Object.assign(state, { publishing: true, muted: false })
  if (act === 'leave') Object.assign(state, absent())
  if (act === 'mute' || act === 'unmute') state.muted = act === 'mute'
  const happened = {
    join: 'joined',
    publish: 'published',
    leave: 'left',
    mute: 'muted',
    unmute: 'unmuted',
    break: 'cut',
    restore: 'restored',
    misbehave: null,
    say: null,
  } as const
  const what = happened[act]
  if (what) agenda.noted(what, now)
}

describe('an evening', () => {
  test('goes the same way from the same seed, and another way from another', () => {
    const once = live(anAgenda('a'), 0, 1_800)
    expect(live(anAgenda('a'), 0, 1_800)).toEqual(once)
    expect(live(anAgenda('b'), 0, 1_800)).not.toEqual(once)
  })

  test('of a guest: comes, publishes, mutes and unmutes himself, leaves, comes back', () => {
    const acts = live(anAgenda('a'), 0, 1_800).map(([, act]) => act)
    expect(acts.slice(0, 4)).toEqual(['join', 'publish', 'mute', 'unmute'])
    expect(acts.filter((act) => act === 'join').length).toBeGreaterThan(1)
    expect(acts).toContain('leave')
  })

  test('of somebody without a time to stay has no end', () => {
    const { stay: _stay, ...rest } = GUEST
    expect(live(anAgenda('a', { habit: rest }), 0, 7_200).map(([, act]) => act)).not.toContain('leave')
  })

  test('of somebody who misbehaves has such moments in it', () => {
    const acts = live(anAgenda('a', { misbehavesEvery: [100, 120] }), 0, 400)
    expect(acts.map(([, act]) => act)).toContain('misbehave')
  })
})

describe('times', () => {
  test('count from when an act was due, not from when a busy machine got round to it', () => {
    const onTime = live(anAgenda('a'), 0, 900)
    const agenda = anAgenda('a')
    const state = absent()
    const late: string[] = []
    for (let now = 0; now < 900; now += 7) {
      for (let act = agenda.due(now, state); act; act = agenda.due(now, state)) {
        late.push(act)
        apply(agenda, act, now + 3, state)
      }
    }
    expect(late.slice(0, onTime.length - 1)).toEqual(onTime.map(([, act]) => act).slice(0, -1))
  })

  test('of one kind are not shifted by what disturbs another', () => {
    const leaves = (disturbed: boolean) => {
      const agenda = anAgenda('a')
      const state = absent()
      live(agenda, 0, 60, state)
      if (disturbed) for (let turn = 0; turn < 3; turn += 1) agenda.noted('broken', 60)
      return live(agenda, 60, 600, state).find(([, act]) => act === 'leave')?.[0]
    }
    expect(leaves(true)).toBe(leaves(false))
    expect(leaves(false)).toBeGreaterThan(240)
  })
})

describe('after a moderator', () => {
  const inside = (): PersonState => ({ ...absent(), present: true, publishing: true })

  test('removed somebody, he stays away for a minute at least, then comes back', () => {
    const agenda = anAgenda('a')
    agenda.noted('removed', 100)
    const [first] = live(agenda, 100, 220)
    expect(first?.[1]).toBe('join')
    expect(first?.[0]).toBeGreaterThanOrEqual(160)
  })

  test('muted somebody, he does not unmute for a while', () => {
    const agenda = anAgenda('a', { habit: { ...GUEST, talk: undefined } as Habit })
    agenda.noted('muted', 100)
    expect(live(agenda, 100, 139, { ...inside(), muted: true })).toEqual([])
  })

  test('muted the whole session, nobody unmutes until that is lifted', () => {
    const agenda = anAgenda('a')
    agenda.noted('muted', 100)
    const state = { ...inside(), muted: true, hushed: true }
    expect(live(agenda, 100, 400, state)).toEqual([])
    state.hushed = false
    expect(live(agenda, 400, 402, state).map(([, act]) => act)).toEqual(['unmute'])
  })

  test('ended a stream, he publishes again after a while', () => {
    const agenda = anAgenda('a')
    agenda.noted('unpublished', 100)
    const acts = live(agenda, 100, 175, { ...inside(), publishing: false })
    expect(acts[0]?.[1]).toBe('publish')
    expect(acts[0]?.[0]).toBeGreaterThanOrEqual(140)
  })

  test('did nothing, but the media broke off, he publishes again within seconds', () => {
    const agenda = anAgenda('a')
    agenda.noted('broken', 100)
    expect(live(agenda, 100, 107, { ...inside(), publishing: false }).map(([, act]) => act)).toEqual([
      'publish',
    ])
  })

  test('did nothing, but the platform cannot be reached, he asks less and less often, and anew when it was well for long', () => {
    const agenda = anAgenda('a')
    const waits = [0, 1, 2, 3, 4, 5].map((turn) => {
      agenda.noted('lost', turn * 100)
      return (live(agenda, turn * 100, turn * 100 + 99, { ...absent() })[0]?.[0] ?? 0) - turn * 100
    })
    expect(waits[0]).toBeLessThanOrEqual(7)
    expect(waits[5]).toBeGreaterThanOrEqual(32)
    agenda.noted('lost', 1_000)
    expect(live(agenda, 1_000, 1_007).map(([, act]) => act)).toContain('join')
  })
})
