'use client'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import type { KeyBinding } from '#components/keys/key-binding.ts'
import { useKeys } from '#components/keys/use-keys.ts'
import type { Person } from './group-people.ts'
import type { SessionRights } from './session-rights.ts'
import type { Chosen } from './use-chosen.ts'
import type { Recorder } from './use-recorder.ts'
import type { SessionUrl } from './use-session-url.ts'
import type { Verbs } from './use-verbs.ts'
import { VERBS } from './verbs.ts'
import { nextPresent, placeAmong } from './walk.ts'

type Hands = {
  people: readonly Person[]
  chosen: Chosen
  verbs: Verbs
  rights: SessionRights
  recorder: Recorder
  listen: () => void
  setUrl: (change: Partial<SessionUrl>) => void
  search: () => void
}

const HERE = 'This session'
const PERSON = 'The chosen person'

/** The keys of this page. While a question is open they are silent. */
export function useSessionKeys({
  people,
  chosen,
  verbs,
  rights,
  recorder,
  listen,
  setUrl,
  search,
}: Hands): void {
  const router = useRouter()
  const participants = people.filter(({ kind }) => kind !== 'watcher')
  const chosenId = chosen.person?.id ?? null
  const stood = useRef<{ id: string | null; place: number | null }>({ id: null, place: null })
  const place = placeAmong(participants, chosenId)
  if (place !== null || stood.current.id !== chosenId) stood.current = { id: chosenId, place }
  const move = (step: 1 | -1, among: readonly Person[] = participants) => {
    const next = nextPresent(among, chosenId, step, among === participants ? stood.current.place : null)
    if (next) chosen.choosePerson(next)
  }
  const flagged = people.filter(({ flags }) => flags.length > 0)
  const toFilter = () => {
    setUrl({ part: 'people' })
    search()
  }
  useKeys(
    [
      ...VERBS.filter(({ permission }) => rights.has(permission)).map(({ kind, key, label }) => ({
        keys: key,
        label,
        group: PERSON,
        run: () => verbs.press(kind),
      })),
      { keys: 'Space', label: 'Hear, or stop hearing', group: PERSON, run: listen },
      { keys: 'j', label: 'Next person', group: HERE, repeats: true, run: () => move(1) },
      { keys: 'ArrowDown', label: 'Next person', group: HERE, repeats: true, run: () => move(1) },
      { keys: 'k', label: 'Previous person', group: HERE, repeats: true, run: () => move(-1) },
      { keys: 'ArrowUp', label: 'Previous person', group: HERE, repeats: true, run: () => move(-1) },
      { keys: ']', label: 'Next flagged person', group: HERE, run: () => move(1, flagged) },
      { keys: '[', label: 'Previous flagged person', group: HERE, run: () => move(-1, flagged) },
      ...(rights.has('session.mute')
        ? [{ keys: 'shift+m', label: 'Mute everyone', group: HERE, run: verbs.muteAll }]
        : []),
      ...(rights.has('archive.start') || rights.has('archive.stop')
        ? [{ keys: 'a', label: 'Start or stop recording', group: HERE, run: verbs.toggleRecording }]
        : []),
      ...answerKeys(recorder),
      { keys: '/', label: 'Filter people', group: HERE, run: toFilter },
      { keys: 'Escape', label: 'Back to Live', group: HERE, run: () => router.push('/live') },
    ],
    verbs.question === null && recorder.answers.refusing === null,
  )
}

/** Only while a request waits for the reader. */
function answerKeys({ right, answers }: Recorder): KeyBinding[] {
  if (!right?.request?.mayAnswer) return []
  const request = { ...right.request, kind: 'record' as const }
  return [
    { keys: 'y', label: 'Approve the request to record', group: HERE, run: () => answers.approve(request) },
    { keys: 'd', label: 'Refuse the request to record', group: HERE, run: () => answers.refuse(request) },
  ]
}
