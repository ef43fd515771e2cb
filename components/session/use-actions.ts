'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { clock } from '#components/ui/clock.ts'
import { announce } from '#components/ui/live-region.tsx'
import { replied } from '#components/ui/replied.ts'
import type { ActionReply } from '#lib/access/action-reply.ts'
import type { ActionKind, ActionView } from '#lib/moderation/model.ts'
import { spokenOutcome } from './action-words.ts'
import type { Me } from './session-rights.ts'
import { type Attempt, mergeActions, type ShownAction, type Target } from './shown-action.ts'

export type Asking = {
  kind: ActionKind
  target: Partial<Target>
  reason?: string
  /** For the sentence a screen reader hears. Hostile text. */
  name?: string | null
  /** The door; called after `asked` is on the screen. */
  door: () => Promise<ActionReply<{ actionId: string }>>
  /** What this browser has to do once the action is on record. */
  afterwards?: (actionId: string) => Promise<void>
}

export type Actions = {
  actions: ShownAction[]
  ask: (asking: Asking) => void
  /** Writes down that something could not be asked, without asking. */
  refuse: (asking: Omit<Asking, 'door'>, words: string) => void
  dismiss: (id: string) => void
}

/**
 * What this page asked for and what became of it. An attempt is shown as `asked` at the key press, before any answer;
 * after that only the door's refusal or the record, as the feed tells it, changes what is shown. Nothing is guessed.
 */
export function useActions(records: readonly ActionView[], me: Me): Actions {
  const [attempts, setAttempts] = useState<readonly Attempt[]>([])
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const askings = useRef(new Map<string, Asking>())

  const put = useCallback((key: string, part: Partial<Attempt>) => {
    setAttempts((all) => all.map((attempt) => (attempt.key === key ? { ...attempt, ...part } : attempt)))
  }, [])

  const ask = useCallback(
    (asking: Asking) => {
      const attempt = newAttempt(asking)
      askings.current.set(attempt.key, asking)
      setAttempts((all) => [attempt, ...all])
      void send(asking).then((answer) => {
        if ('actionId' in answer && answer.actionId) askings.current.set(answer.actionId, asking)
        put(attempt.key, answer)
      })
    },
    [put],
  )

  const refuse = useCallback((asking: Omit<Asking, 'door'>, words: string) => {
    const attempt = newAttempt(asking)
    const ended = { state: 'refused', at: attempt.askedAt, words } as const
    setAttempts((all) => [{ ...attempt, ended }, ...all])
  }, [])

  const dismiss = useCallback((id: string) => setDismissed((ids) => new Set(ids).add(id)), [])

  const actions = useMemo(
    () =>
      mergeActions(attempts, records, me).map((action) => ({
        ...action,
        dismissed: dismissed.has(action.id),
      })),
    [attempts, records, me, dismissed],
  )
  useOwnOutcomesSpoken(actions, askings.current)
  return { actions, ask, refuse, dismiss }
}

function newAttempt({ kind, target, reason }: Omit<Asking, 'door'>): Attempt {
  return {
    key: crypto.randomUUID(),
    kind,
    target: { connectionId: null, streamId: null, archiveId: null, ...target },
    reason: reason ?? null,
    askedAt: new Date(clock.now()).toISOString(),
    actionId: null,
    ended: null,
  }
}

async function send({
  door,
  afterwards,
}: Asking): Promise<Pick<Attempt, 'actionId'> | Pick<Attempt, 'ended'>> {
  const reply = await replied(door())
  const at = new Date(clock.now()).toISOString()
  if (!reply) return { ended: { state: 'unanswered', at } }
  if (!reply.ok) return { ended: { state: 'refused', at, words: reply.message } }
  void afterwards?.(reply.value.actionId)
  return { actionId: reply.value.actionId }
}

/** Tells screen readers how one's own actions ended, each once. */
function useOwnOutcomesSpoken(actions: readonly ShownAction[], askings: ReadonlyMap<string, Asking>): void {
  const spoken = useRef<Set<string> | null>(null)
  useEffect(() => {
    const own = actions.filter((action) => action.mine)
    const settled = own.filter((action) => spokenOutcome(action.kind, action.outcome, null) !== null)
    if (spoken.current === null) {
      spoken.current = new Set(settled.map(({ id }) => id)) // what had ended before the page opened is no news
      return
    }
    for (const action of settled) {
      const key = `${action.id} ${action.outcome.state}`
      if (spoken.current.has(key) || spoken.current.has(action.id)) continue
      spoken.current.add(key)
      const name = askings.get(action.id)?.name ?? null
      const words = spokenOutcome(action.kind, action.outcome, name)
      if (words) announce(words, 'own')
    }
  }, [actions, askings])
}
