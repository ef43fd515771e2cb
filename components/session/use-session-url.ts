'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'
import type { PeopleOrder } from './group-people.ts'
import type { TimelineFilter } from './merge-timeline.ts'

export type SidePart = 'people' | 'timeline' | 'archive'
export type SessionUrl = {
  /** The connection chosen, by our id. */
  person: string | null
  part: SidePart
  show: TimelineFilter
  order: PeopleOrder
  filter: string
}

/**
 * What somebody looks at on this page stands in its address: pasted to a colleague, it shows them the same. The address
 * follows, it does not lead: it changes a moment later, and a key pressed in that moment would hit who was chosen before.
 */
export function useSessionUrl(): [SessionUrl, (change: Partial<SessionUrl>) => void] {
  const parameters = useSearchParams()
  const [url, setUrl] = useState(() => readUrl(parameters))
  const change = useCallback((part: Partial<SessionUrl>) => {
    setUrl((last) => ({ ...last, ...part }))
    writeUrl(part)
  }, [])
  return [url, change]
}

function readUrl(parameters: { get(name: string): string | null }): SessionUrl {
  return {
    person: parameters.get('person'),
    part: oneOf(parameters.get('part'), ['people', 'timeline', 'archive']),
    show: oneOf(parameters.get('show'), ['everything', 'actions', 'platform']),
    order: oneOf(parameters.get('order'), ['longest', 'newest', 'name']),
    filter: parameters.get('filter') ?? '',
  }
}

function writeUrl(part: Partial<SessionUrl>): void {
  const next = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(part)) {
    if (value && !DEFAULTS.has(value)) next.set(name, value)
    else next.delete(name)
  }
  history.replaceState(null, '', next.size > 0 ? `?${next}` : location.pathname)
}

const DEFAULTS: ReadonlySet<string> = new Set(['people', 'everything', 'longest'])

function oneOf<const Choice extends string>(
  given: string | null,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  return choices.find((choice) => choice === given) ?? choices[0]
}
