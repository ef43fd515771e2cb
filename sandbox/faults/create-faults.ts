/**
 * What is to go wrong, on demand and each time the same way. A fault serves `times` times (or until it is taken
 * away), the oldest that matches first. Chances are drawn from the fault's own seed, one for each time it
 * matches, so that a run can be had again.
 */
import { randomUUID } from 'node:crypto'
import { randomFrom } from '../people/scenario/random.ts'
import type { Fault, Faults, SignallingFault, SignallingMoment } from './faults.ts'

type Kept = { fault: Fault; id: string; served: number; chance: () => number }
type Aimed<T extends Fault['target']> = Extract<Fault, { target: T }>

const MAX_FAULTS = 100
const matches = (source: string | undefined, text: string): boolean =>
  source === undefined || new RegExp(source).test(text)

/** Whether it strikes this time; a chance that is missed uses nothing up. */
const strikes = ({ fault, chance }: Kept): boolean =>
  fault.target !== 'clock' && (fault.probability === undefined || chance() < fault.probability)

const isWorn = ({ fault, served }: Kept): boolean =>
  fault.target !== 'clock' && fault.times !== undefined && served >= fault.times

/** A message is struck by what names messages, or names nothing but who sent it; a client by the latter only. */
const strikesMoment = ({ match = {}, answer }: SignallingFault, moment: SignallingMoment): boolean => {
  if (!matches(match.connection, moment.connection) || !matches(match.data, moment.data)) return false
  if (moment.method === undefined || moment.path === undefined) {
    return answer === 'cut' && match.method === undefined && match.path === undefined
  }
  return (match.method ?? moment.method) === moment.method && matches(match.path, moment.path)
}

export const createFaults = (): Faults => {
  let kept: Kept[] = []
  const listeners = new Set<() => void>()

  const find = <T extends Fault['target']>(
    target: T,
    fits: (fault: Aimed<T>) => boolean,
  ): Aimed<T> | null => {
    // A fault of this target is of this type: the two are one union.
    const isAimed = (fault: Fault): fault is Aimed<T> => fault.target === target
    for (const entry of kept) {
      const { fault } = entry
      if (!isAimed(fault) || !fits(fault) || !strikes(entry)) continue
      entry.served += 1
      if (isWorn(entry)) kept = kept.filter((other) => other !== entry)
      return fault
    }
    return null
  }

  return {
    add: (fault) => {
      const id = randomUUID()
      const seed = 'seed' in fault ? fault.seed : undefined
      kept = [...kept, { fault, id, served: 0, chance: randomFrom(seed ?? id) }].slice(-MAX_FAULTS)
      for (const listener of listeners) listener()
      return id
    },
    remove: (id) => {
      const before = kept.length
      kept = kept.filter((entry) => entry.id !== id)
      return kept.length < before
    },
    clear: () => {
      kept = []
    },
    list: () => kept.map(({ fault, id, served }) => ({ ...fault, id, served })),
    onAdded: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    forRest: (method, path) =>
      find('rest', ({ match }) => (match?.method ?? method) === method && matches(match?.path, path)),
    forCallback: (body) => find('callbacks', ({ match }) => matches(match?.body, body)),
    forSignalling: (moment) => find('signalling', (fault) => strikesMoment(fault, moment)),
    forMedia: (sessionId) => find('media', ({ match }) => matches(match?.session, sessionId)) !== null,
    forUpload: (archiveId) => find('upload', ({ match }) => matches(match?.archive, archiveId)) !== null,
    clockOffsetMs: () =>
      kept.reduce((sum, { fault }) => sum + (fault.target === 'clock' ? fault.offsetMs : 0), 0),
  }
}
