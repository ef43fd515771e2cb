'use client'
import { useRouter } from 'next/navigation'
import { useKeys } from '#components/keys/use-keys.ts'
import type { Person } from './group-people.ts'
import type { SessionRights } from './session-rights.ts'
import type { Chosen } from './use-chosen.ts'
import type { SessionUrl } from './use-session-url.ts'
import type { Verbs } from './use-verbs.ts'
import { VERBS } from './verbs.ts'

type Hands = {
  people: readonly Person[]
  chosen: Chosen
  verbs: Verbs
  rights: SessionRights
  listen: () => void
  setUrl: (change: Partial<SessionUrl>) => void
  search: () => void
}

const HERE = 'This session'
const PERSON = 'The chosen person'

/** The keys of this page. While a question is open they are silent. */
export function useSessionKeys({ people, chosen, verbs, rights, listen, setUrl, search }: Hands): void {
  const router = useRouter()
  const participants = people.filter(({ kind }) => kind !== 'watcher')
  const move = (step: number, among: readonly Person[] = participants) => {
    const next =
      among[
        wrapped(
          among.findIndex(({ id }) => id === chosen.person?.id),
          step,
          among.length,
        )
      ]
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
      { keys: 'j', label: 'Next person', group: HERE, run: () => move(1) },
      { keys: 'ArrowDown', label: 'Next person', group: HERE, run: () => move(1) },
      { keys: 'k', label: 'Previous person', group: HERE, run: () => move(-1) },
      { keys: 'ArrowUp', label: 'Previous person', group: HERE, run: () => move(-1) },
      { keys: ']', label: 'Next flagged person', group: HERE, run: () => move(1, flagged) },
      { keys: '[', label: 'Previous flagged person', group: HERE, run: () => move(-1, flagged) },
      ...(rights.has('session.mute')
        ? [{ keys: 'shift+m', label: 'Mute everyone', group: HERE, run: verbs.muteAll }]
        : []),
      ...(rights.has('archive.start') || rights.has('archive.stop')
        ? [{ keys: 'a', label: 'Start or stop recording', group: HERE, run: verbs.toggleRecording }]
        : []),
      { keys: '/', label: 'Filter people', group: HERE, run: toFilter },
      { keys: 'Escape', label: 'Back to Live', group: HERE, run: () => router.push('/live') },
    ],
    verbs.question === null,
  )
}

function wrapped(at: number, step: number, count: number): number {
  if (count === 0) return -1
  return at < 0 ? (step > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, at + step))
}
