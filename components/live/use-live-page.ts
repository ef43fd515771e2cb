'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { LiveStart } from '#components/feed/live-state.ts'
import { useLiveSessions } from '#components/feed/use-live-sessions.ts'
import { announce } from '#components/ui/live-region.tsx'
import { writeLiveQuery } from './live-query.ts'
import { moveInList } from './move-in-list.ts'
import { pickSessions } from './pick-sessions.ts'
import { sessionPath } from './session-path.ts'
import { useHeldRows } from './use-held-rows.ts'
import { useHold } from './use-hold.ts'
import { useLiveKeys } from './use-live-keys.ts'
import { useLiveQuery } from './use-live-query.ts'
import { useMarks } from './use-marks.ts'

/** Everything the Live page knows and does: rows that hold still, the chosen one, the keys. */
export function useLivePage(start: LiveStart) {
  const router = useRouter()
  const [query, change] = useLiveQuery()
  const { sessions, lines, letGo } = useLiveSessions(start)
  const hold = useHold()
  const marks = useMarks()
  const field = useRef<HTMLInputElement>(null)
  const [inspecting, setInspecting] = useState(true)

  const fresh = useMemo(() => pickSessions(sessions.values(), query), [sessions, query])
  const key = writeLiveQuery({ ...query, selected: null })
  const rows = useHeldRows({ key, ids: fresh.map(({ id }) => id) }, hold.held)
  const shown = rows.ids.flatMap((id) => sessions.get(id) ?? [])
  const all = useMemo(
    () =>
      [...sessions.values()].filter((one) => one.live && (!query.project || one.projectId === query.project)),
    [sessions, query.project],
  )
  const someEnded = [...sessions.values()].some(({ live }) => !live)
  useEffect(() => {
    if (someEnded && !hold.held) letGo()
  }, [someEnded, hold.held, letGo])

  const [first] = useState(rows.ids[0] ?? null)
  const current = query.selected ?? first
  // Where the keys are, ahead of the next drawing: a second press may come before it.
  const at = useRef(current)
  useEffect(() => {
    at.current = current
  }, [current])
  const pick = (id: string | null) => {
    hold.touched()
    at.current = id
    setInspecting(true)
    change({ selected: id })
  }
  const move = (step: number | 'first' | 'last') => pick(moveInList(rows.ids, at.current, step))
  const letIn = () => {
    rows.letIn()
    letGo()
  }
  const copyMarked = () => {
    const links = [...marks.marked].map((id) => new URL(sessionPath(id), location.href).href)
    navigator.clipboard.writeText(links.join('\n')).then(
      () => announce('Links copied', 'own'),
      () => announce('The browser did not allow copying', 'own'),
    )
  }
  useLiveKeys({
    onMove: move,
    onMark: () => at.current && marks.toggle(at.current),
    onOpen: () => at.current && router.push(sessionPath(at.current)),
    onFilter: () => field.current?.focus(),
    onInspector: () => setInspecting((open) => !open),
    onLetIn: letIn,
  })
  return {
    query,
    change,
    all,
    shown,
    lines,
    waiting: rows.waiting,
    letIn,
    hold,
    marks,
    copyMarked,
    field,
    current,
    pick,
    move,
    inspected: inspecting && current !== null ? sessions.get(current) : undefined,
    closeInspector: () => setInspecting(false),
  }
}
