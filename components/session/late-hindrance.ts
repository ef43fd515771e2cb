import { visibleText } from '#components/ui/visible-text.ts'
import type { Person } from './group-people.ts'
import type { VerbKind } from './verbs.ts'

type Asked = { ask: 'warning' } | { ask: 'reason'; verb: VerbKind; streamId: string | null }

/** Why a question about somebody has no answer any more, as a sentence; null while it has. */
export function lateHindrance(asked: Asked, person: Person): string | null {
  const name = visibleText(person.name ?? '') || 'This person'
  const todo = asked.ask === 'warning' ? 'warn' : asked.verb === 'unpublish' ? 'unpublish' : 'remove'
  if (person.left) return `${name} has left: there is nobody to ${todo}`
  if (asked.ask === 'warning' || asked.verb !== 'unpublish') return null
  // Not the next of their streams instead: it is another picture than the one that was looked at.
  const gone = asked.streamId !== null && !person.streams.some(({ id }) => id === asked.streamId)
  return gone || person.streams.length === 0
    ? `${name} no longer publishes this: there is nothing to take away`
    : null
}
