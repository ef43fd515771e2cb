/**
 * What somebody does of his own accord, and when. Asked again and again with the time and his state, it answers the next
 * act that is due. Times are drawn from a seed, so that an evening can be played again; what moderators do to him
 * moves them (who was removed comes back later, who was muted waits before he unmutes).
 */
import type { Happening, PersonState } from '../person/person.ts'
import type { Habit, Span } from './scenario.ts'

export type Act = 'join' | 'leave' | 'publish' | 'mute' | 'unmute' | 'misbehave'

export type Agenda = {
  /** The act that is due now, or null. An act is given once; what came of it is told to `noted`. */
  due: (nowSeconds: number, state: PersonState) => Act | null
  noted: (what: Happening, nowSeconds: number) => void
}

export type AgendaOptions = {
  habit: Habit
  publishes: boolean
  startsMuted: boolean
  misbehavesEvery: Span | null
  startSeconds: number
  /** 0 up to 1, from a seed. */
  random: () => number
}

const AFTER_REMOVAL: Span = [60, 100]
const AFTER_UNPUBLISH: Span = [40, 70]
const AFTER_LOSS: Span = [2, 6]
const AFTER_MUTE: Span = [40, 80]
/** Each failure soon after another doubles the wait: a machine that cannot keep up is not helped by haste. */
const MOST_DOUBLINGS = 4
const FORGIVEN_AFTER = 120
const NEVER = Number.POSITIVE_INFINITY

export const createAgenda = (options: AgendaOptions): Agenda => {
  const { habit, random } = options
  const draw = (span: Span | null | undefined): number =>
    span ? span[0] + (span[1] - span[0]) * random() : NEVER
  const times = {
    join: options.startSeconds + draw(habit.arrive),
    leave: NEVER,
    publish: NEVER,
    /** Of the microphone, either way. */
    toggle: NEVER,
    misbehave: NEVER,
  }

  const failures = { count: 0, last: Number.NEGATIVE_INFINITY }
  const afterFailure = (now: number): number => {
    failures.count = now - failures.last > FORGIVEN_AFTER ? 0 : Math.min(failures.count + 1, MOST_DOUBLINGS)
    failures.last = now
    return now + draw(AFTER_LOSS) * 2 ** failures.count
  }

  const once = (act: Act, time: keyof typeof times): Act => {
    times[time] = NEVER
    return act
  }

  const inside = (nowSeconds: number, state: PersonState): Act | null => {
    if (nowSeconds >= times.leave) return once('leave', 'leave')
    if (!state.publishing) return nowSeconds >= times.publish ? once('publish', 'publish') : null
    if (nowSeconds >= times.misbehave && !state.hushed) return once('misbehave', 'misbehave')
    if (nowSeconds < times.toggle || (state.muted && state.hushed)) return null
    return once(state.muted ? 'unmute' : 'mute', 'toggle')
  }

  const after: Record<Happening, (now: number) => Partial<typeof times>> = {
    joined: (now) => ({
      leave: now + draw(habit.stay),
      publish: options.publishes ? now + draw([0.3, 1.5]) : NEVER,
    }),
    left: (now) => ({ join: now + draw(habit.away) }),
    removed: (now) => ({ join: now + draw(AFTER_REMOVAL) }),
    lost: (now) => ({ join: afterFailure(now) }),
    published: (now) => ({
      toggle: now + draw(options.startsMuted ? habit.talk && habit.silent : habit.talk),
      misbehave: now + draw(options.misbehavesEvery),
    }),
    unpublished: (now) => ({ publish: now + draw(AFTER_UNPUBLISH) }),
    broken: (now) => ({ publish: afterFailure(now) }),
    muted: (now) => ({
      toggle: now + draw(habit.talk ? habit.silent : AFTER_MUTE),
      misbehave: now + draw(options.misbehavesEvery),
    }),
    unmuted: (now) => ({ toggle: now + draw(habit.talk) }),
  }

  return {
    due: (nowSeconds, state) => {
      if (state.present) return inside(nowSeconds, state)
      return nowSeconds >= times.join ? once('join', 'join') : null
    },
    noted: (what, nowSeconds) => {
      Object.assign(times, after[what](nowSeconds))
    },
  }
}
