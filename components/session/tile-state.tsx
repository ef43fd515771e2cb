'use client'
import { Age } from '#components/ui/age.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { VideoChip } from '#components/video/video-chip.tsx'
import { type OutcomeWords, outcomeWords } from './action-words.ts'
import type { Person } from './group-people.ts'
import { LookIcon } from './outcome-line.tsx'
import { concerns, outcomeFor, prominence, type ShownAction } from './shown-action.ts'

const TONE: Record<OutcomeWords['look'], 'asked' | 'confirmed' | 'failed' | 'plain'> = {
  asked: 'asked',
  sent: 'asked',
  confirmed: 'confirmed',
  failed: 'failed',
  unconfirmed: 'plain',
}

/** What is being done to somebody, on their picture; gone once it is old news. */
export function TileState({ person, actions }: { person: Person; actions: readonly ShownAction[] }) {
  const now = useNow()
  const action = actions.find((candidate) => !candidate.dismissed && concerns(candidate, person))
  if (!action) return null
  const outcome = outcomeFor(action, person)
  if (prominence(outcome, now) !== 'bright') return null
  const { look, words, since } = outcomeWords(action.kind, outcome, action.askedAt)
  return (
    <VideoChip tone={TONE[look]} className="max-w-full">
      <LookIcon look={look} />
      <span className="truncate">
        {words}
        {since && (
          <>
            {' '}
            <Age since={since} tenths /> ago
          </>
        )}
      </span>
    </VideoChip>
  )
}
