/**
 * What somebody does of his own accord, and when. Asked again and again with the time and his state, it answers the next
 * act that is due. Times follow from the seed alone: each is counted from when the act before it was due, not from when a
 * busy machine got round to it, and each kind of time has dice of its own. Only what others do to him moves them (who was
 * removed comes back later, who was muted waits before he unmutes).
 */
import type { Happening, PersonState } from '../person/happening.ts'
import { randomFrom } from './random.ts'
import type { Habit, Span } from './scenario.ts'

export type Act = 'join' | 'leave' | 'publish' | 'mute' | 'unmute' | 'misbehave' | 'say' | 'break' | 'restore'

export type Due = { act: Act; at: number }

export type Agenda = {
  /** What he will do next as things stand, due or not yet; null when nothing. */
  next: (state: PersonState) => Due | null
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
  seed: string
}

const AFTER_LOSS: Span = [2, 6]
const AFTER_CUT: Span = [0.5, 2]
const AFTER_MUTE: Span = [40, 80]
/** Each failure soon after another doubles the wait: a machine that cannot keep up is not helped by haste. */
const MOST_DOUBLINGS = 4
const FORGIVEN_AFTER = 120
const NEVER = Number.POSITIVE_INFINITY

/** What an act comes to when nobody interferes: told then, it counts from when it was due. */
const OUTCOMES: Record<Act, readonly Happening[]> = {
  join: ['joined'],
  leave: ['left', 'dropped'],
  publish: ['published'],
  mute: ['muted'],
  unmute: ['unmuted'],
  misbehave: ['unmuted'],
  say: [],
  break: ['cut'],
  restore: ['restored', 'lost'],
}

/** The visit is over, and whatever was begun in it. */
const ENDS: readonly Happening[] = ['left', 'dropped', 'removed', 'lost']

type Times = Record<
  'join' | 'leave' | 'publish' | 'toggle' | 'misbehave' | 'say' | 'break' | 'restore',
  number
>

/** What becomes of each time when something happened; the others stay. */
const consequences = (options: AgendaOptions): Record<Happening, (at: number) => Partial<Times>> => {
  const { habit } = options
  const draw = diceOf(options.seed)
  const afterFailure = patience(draw)
  const back = (at: number): Partial<Times> => ({
    join: habit.returns ? at + draw('away', habit.away) : NEVER,
  })
  return {
    joined: (at) => ({
      leave: at + draw('stay', habit.stay),
      publish: options.publishes ? at + draw('publish', [0.3, 1.5]) : NEVER,
      say: at + draw('say', habit.says?.every),
      break: at + draw('break', habit.breaks?.every),
    }),
    left: back,
    dropped: back,
    removed: (at) => ({ join: at + draw('removal', habit.afterRemoval) }),
    lost: (at) => ({ join: afterFailure(at) }),
    published: (at) => ({
      toggle: at + draw('toggle', options.startsMuted ? habit.talk && habit.silent : habit.talk),
      misbehave: at + draw('misbehave', options.misbehavesEvery),
    }),
    unpublished: (at) => ({ publish: at + draw('unpublish', habit.afterUnpublish) }),
    broken: (at) => ({ publish: afterFailure(at) }),
    muted: (at) => ({
      toggle: at + draw('toggle', habit.talk ? habit.silent : AFTER_MUTE),
      misbehave: at + draw('misbehave', options.misbehavesEvery),
    }),
    unmuted: (at) => ({ toggle: at + draw('toggle', habit.talk) }),
    cut: (at) => ({ restore: at + draw('cut', AFTER_CUT) }),
    restored: (at) => ({ break: at + draw('break', habit.breaks?.every) }),
  }
}

type Draw = (kind: string, span: Span | null | undefined) => number

/** Dice for each kind of time: what disturbs one does not shift the others. */
const diceOf = (seed: string): Draw => {
  const dice = new Map<string, () => number>()
  return (kind, span) => {
    if (!span) return NEVER
    const random = dice.get(kind) ?? randomFrom(`${seed} ${kind}`)
    dice.set(kind, random)
    return span[0] + (span[1] - span[0]) * random()
  }
}

const patience = (draw: Draw): ((at: number) => number) => {
  const failures = { count: 0, last: Number.NEGATIVE_INFINITY }
  return (at) => {
    failures.count = at - failures.last > FORGIVEN_AFTER ? 0 : Math.min(failures.count + 1, MOST_DOUBLINGS)
    failures.last = at
    return at + draw('loss', AFTER_LOSS) * 2 ** failures.count
  }
}

/** What he could do in this state, with the time of each. */
const choices = (times: Times, state: PersonState): Due[] => {
  if (!state.present) return [{ act: 'join', at: times.join }]
  if (state.cut) return [{ act: 'restore', at: times.restore }]
  const always: Due[] = [
    { act: 'leave', at: times.leave },
    { act: 'say', at: times.say },
    { act: 'break', at: times.break },
  ]
  if (!state.publishing) return [...always, { act: 'publish', at: times.publish }]
  if (!state.hushed) always.push({ act: 'misbehave', at: times.misbehave })
  if (!state.muted) return [...always, { act: 'mute', at: times.toggle }]
  return state.hushed ? always : [...always, { act: 'unmute', at: times.toggle }]
}

const TIME_OF: Record<Act, keyof Times> = {
  join: 'join',
  leave: 'leave',
  publish: 'publish',
  mute: 'toggle',
  unmute: 'toggle',
  misbehave: 'misbehave',
  say: 'say',
  break: 'break',
  restore: 'restore',
}

export const createAgenda = (options: AgendaOptions): Agenda => {
  const draw = diceOf(`${options.seed} own`)
  const after = consequences(options)
  const times: Times = {
    join: options.startSeconds + draw('arrive', options.habit.arrive),
    leave: NEVER,
    publish: NEVER,
    /** Of the microphone, either way. */
    toggle: NEVER,
    misbehave: NEVER,
    say: NEVER,
    break: NEVER,
    restore: NEVER,
  }
  /** Acts given of which is not yet told what came of them, with when they were due. */
  const pending = new Map<Act, number>()

  const next = (state: PersonState): Due | null => {
    const [first] = choices(times, state).toSorted((one, other) => one.at - other.at)
    return first && first.at < NEVER ? first : null
  }
  const give = (due: Due): Act => {
    pending.set(due.act, due.at)
    times[TIME_OF[due.act]] = NEVER
    if (due.act === 'say') times.say = due.at + draw('say', options.habit.says?.every)
    return due.act
  }

  return {
    next,
    due: (nowSeconds, state) => {
      // While others hush him, the microphone's time stands still.
      if (state.hushed && state.muted) times.toggle = Math.max(times.toggle, nowSeconds)
      const first = next(state)
      return first && first.at <= nowSeconds ? give(first) : null
    },
    noted: (what, nowSeconds) => {
      const own = [...pending].filter(([act]) => OUTCOMES[act].includes(what))
      const at = own.at(-1)?.[1] ?? nowSeconds
      if (ENDS.includes(what)) pending.clear()
      for (const [act] of own) pending.delete(act)
      Object.assign(times, after[what](at))
      // His own break lasts as long as he wrote; one that others made, until he noticed.
      if (what === 'cut' && own.length > 0) times.restore = at + draw('length', options.habit.breaks?.length)
    },
  }
}
