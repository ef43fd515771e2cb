/**
 * Holds the people's own account against the platform's: each connection that somebody asked for must be the one the
 * platform tells of, once, with an end of the kind that he says it had. What agrees is forgotten, so that it can go on for
 * as long as one likes; what does not is kept in words.
 */
import type { LeaveReason, PlatformEvent } from '../../platform/platform-event.ts'
import type { Testimony } from '../person/happening.ts'

type End = 'left' | 'dropped' | 'removed' | 'lost'

type Case = {
  ref: string
  joined: boolean
  ended: End | null
  created: boolean
  destroyed: LeaveReason | null
  /** The test itself broke this line, so that a last word may not have arrived. */
  cut: boolean
}

export type Reconciler = {
  hear: (told: Testimony) => void
  see: (event: PlatformEvent) => void
  cut: (connectionId: string) => void
  /** What contradicts; each said once. */
  problems: () => readonly string[]
  /** Visits of which one side has not told the end, or the other not the beginning. */
  open: () => readonly string[]
  counts: () => Readonly<
    Record<'joined' | 'agreed' | 'unheard' | 'restored' | 'lost' | 'said' | 'refused', number>
  >
}

/** A moderator may remove somebody just when he goes by himself, or while he is a ghost. */
const REASONS: Record<End, readonly LeaveReason[]> = {
  left: ['clientDisconnected', 'forceDisconnected'],
  dropped: ['networkDisconnected', 'forceDisconnected'],
  removed: ['forceDisconnected'],
  lost: ['networkDisconnected', 'forceDisconnected'],
}
const isEnd = (what: string): what is End => Object.hasOwn(REASONS, what)

export const createReconciler = (): Reconciler => {
  const cases = new Map<string, Case>()
  /** The last one that each person asked for. */
  const latest = new Map<string, string>()
  const problems: string[] = []
  const counts = { joined: 0, agreed: 0, unheard: 0, restored: 0, lost: 0, said: 0, refused: 0 }

  const settle = (id: string, one: Case): void => {
    if (one.destroyed === null || (one.joined && one.ended === null)) return
    cases.delete(id)
    // Let in without ever hearing of it: the answer was lost with the line.
    if (!one.joined) counts.unheard += 1
    else if (one.ended && (REASONS[one.ended].includes(one.destroyed) || one.cut)) counts.agreed += 1
    else problems.push(`${one.ref} ${one.ended}, but the platform says ${one.destroyed}`)
  }

  const enter = (ref: string, id: string): void => {
    const before = cases.get(latest.get(ref) ?? '')
    // Asked again: what the platform never told of came to nothing.
    if (before && !before.created && !before.joined) cases.delete(latest.get(ref) ?? '')
    latest.set(ref, id)
    cases.set(id, { ref, joined: false, ended: null, created: false, destroyed: null, cut: false })
  }

  const hear = ({ ref, connectionId, what }: Testimony): void => {
    if (what === 'entering') enter(ref, connectionId)
    if (what === 'said' || what === 'refused' || what === 'restored' || what === 'lost') counts[what] += 1
    const one = cases.get(connectionId)
    if (what === 'joined') {
      counts.joined += 1
      if (one) one.joined = true
    }
    if (!isEnd(what)) return
    if (!one || one.ended !== null) {
      problems.push(`${ref} ended twice (${what})`)
      return
    }
    one.ended = what
    settle(connectionId, one)
  }

  const see = (event: PlatformEvent): void => {
    if (event.event !== 'connectionCreated' && event.event !== 'connectionDestroyed') return
    const { id } = event.connection
    const one = cases.get(id)
    if (!one) {
      problems.push(`the platform invented ${event.event} of ${id}`)
      return
    }
    if (event.event === 'connectionCreated') {
      if (one.created) problems.push(`${one.ref} came twice`)
      one.created = true
      return
    }
    if (!one.created || one.destroyed !== null) problems.push(`${one.ref} went without having come`)
    one.destroyed = event.reason
    settle(id, one)
  }

  return {
    hear,
    see,
    cut: (id) => {
      const one = cases.get(id)
      if (one) one.cut = true
    },
    problems: () => problems,
    open: () =>
      [...cases.values()]
        .filter(({ created, joined }) => created || joined)
        .map(({ ref, created, joined, ended, destroyed }) =>
          JSON.stringify({ ref, created, joined, ended, destroyed }),
        ),
    counts: () => counts,
  }
}
