import { expect, test } from 'vitest'
import type { LeaveReason, PlatformEvent } from '../../platform/platform-event.ts'
import type { Testimony } from '../person/happening.ts'
import { createReconciler } from './reconcile.ts'

const told = (what: Testimony['what'], connectionId = 'c1', ref = 'p_mia'): Testimony => ({
  ref,
  sessionId: 's',
  connectionId,
  what,
})
/** Of an event only what is looked at. */
const came = (id = 'c1') => ({ event: 'connectionCreated', connection: { id } }) as PlatformEvent
const went = (reason: LeaveReason, id = 'c1') =>
  ({ event: 'connectionDestroyed', reason, connection: { id } }) as PlatformEvent

const after = (...steps: (Testimony | PlatformEvent)[]) => {
  const truth = createReconciler()
  for (const step of steps) {
    if ('event' in step) truth.see(step)
    else truth.hear(step)
  }
  return { problems: truth.problems(), open: truth.open().length, agreed: truth.counts().agreed }
}

test('a visit of which both tell the same is settled', () => {
  const steps = [told('entering'), came(), told('joined'), told('left'), went('clientDisconnected')]
  expect(after(...steps)).toEqual({ problems: [], open: 0, agreed: 1 })
})

test('a connection that nobody asked for is invented', () => {
  expect(after(came('c9')).problems).toEqual(['the platform invented connectionCreated of c9'])
})

test('a visit that the platform never told of is lost, and one that it never ended stays open', () => {
  expect(after(told('entering'), told('joined'), told('left')).open).toBe(1)
  expect(after(told('entering'), came(), told('joined'), told('left')).open).toBe(1)
})

test('an end of another kind is a contradiction', () => {
  const steps = [told('entering'), came(), told('joined'), told('left'), went('networkDisconnected')]
  expect(after(...steps).problems).toEqual(['p_mia left, but the platform says networkDisconnected'])
})

test('who was let in without hearing of it and came again is no contradiction; who never got in is forgotten', () => {
  const again = [told('entering', 'c2'), came('c2'), told('joined', 'c2')]
  const gone = [told('left', 'c2'), went('clientDisconnected', 'c2')]
  const unheard = [told('entering'), came(), ...again, went('networkDisconnected'), ...gone]
  expect(after(...unheard)).toEqual({ problems: [], open: 0, agreed: 1 })
  expect(after(told('entering'), ...again, ...gone)).toEqual({ problems: [], open: 0, agreed: 1 })
})
