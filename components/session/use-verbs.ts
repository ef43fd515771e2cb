'use client'
import { useEffect, useState } from 'react'
import { announce } from '#components/ui/live-region.tsx'
import { isRunning } from './archive-state.ts'
import type { Person } from './group-people.ts'
import { hindranceToStart } from './hindrance-to-start.ts'
import { lateHindrance } from './late-hindrance.ts'
import type { SessionRights } from './session-rights.ts'
import type { Chosen } from './use-chosen.ts'
import type { Recorder } from './use-recorder.ts'
import type { SessionRoom } from './use-session-room.ts'
import { hindrance, VERBS, type VerbKind } from './verbs.ts'

/** What is being asked of the reader before something is done. The person stays the one it was opened for. */
export type Question =
  | { ask: 'reason'; verb: 'disconnect' | 'unpublish'; person: Person; streamId: string | null }
  | { ask: 'warning'; person: Person }
  | { ask: 'recording' }

export type Verbs = ReturnType<typeof useVerbs>

/** What keys and buttons do: at once, or after a question. */
export function useVerbs(
  { session, archives, moderation, find }: SessionRoom,
  chosen: Chosen,
  rights: SessionRights,
  recorder: Recorder,
) {
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)

  const [missed, setMissed] = useState(false)
  const chooseFirst = () => {
    setMissed(true)
    announce('Choose somebody first', 'own')
  }

  const press = (kind: VerbKind) => {
    const { person, streamId } = chosen
    const verb = VERBS.find((candidate) => candidate.kind === kind)
    if (!verb || !rights.has(verb.permission)) return
    if (!person) return chooseFirst()
    // Refused in words that say how long ago, and without a question first.
    if (person.left && person.kind !== 'watcher') return moderation.act(kind, person)
    const why = hindrance(kind, person)
    if (why) return moderation.refuse({ kind, target: { connectionId: person.id }, name: person.name }, why)
    if (kind === 'mute') return moderation.act(kind, person, { streamId })
    if (kind === 'warn') return setQuestion({ ask: 'warning', person })
    setQuestion({ ask: 'reason', verb: kind, person, streamId })
  }

  const running = archives.find(({ state }) => isRunning(state)) ?? null
  const outdated = question?.ask === 'recording' && running !== null
  useEffect(() => {
    if (!outdated) return
    setQuestion(null)
    announce('It is being recorded already', 'own')
  }, [outdated])
  const askToRecord = () => {
    const why = hindranceToStart(session, recorder.right)
    if (why) announce(why, 'own')
    else setQuestion({ ask: 'recording' })
  }
  const stopRecording = (archiveId: string) => moderation.actOnSession('stopArchive', { archiveId })

  const open = outdated ? null : question
  return {
    question: open,
    /** Why what is asked can no longer be done, as a sentence: they left while it was being asked. */
    tooLate:
      open && open.ask !== 'recording' ? lateHindrance(open, find(open.person.id) ?? open.person) : null,
    close,
    press,
    chooseFirst,
    /** A key was pressed that needs somebody, and nobody was chosen. */
    missed,
    askToRecord,
    stopRecording,
    toggleRecording: () => {
      if (running && rights.has('archive.stop')) stopRecording(running.id)
      else if (!running && rights.has('archive.start')) askToRecord()
    },
    muteAll: () => session.live && moderation.actOnSession('muteAll'),
    liftMute: () => moderation.actOnSession('liftMute'),
    /** The question is answered: do it. */
    answer: (words: string | undefined) => {
      close()
      if (question?.ask === 'recording' && recorder.right?.verdict === 'ask') return recorder.ask(words)
      if (question?.ask === 'recording')
        return moderation.actOnSession('startArchive', words ? { reason: words } : {})
      if (!question || words === undefined) return
      const { person } = question
      if (question.ask === 'warning') return moderation.act('warn', person, { reason: words })
      moderation.act(question.verb, person, { reason: words, streamId: question.streamId })
    },
  }
}
