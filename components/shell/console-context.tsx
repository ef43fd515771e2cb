'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { AlertCount } from '#lib/alerts/model.ts'
import type { PlaceId } from './places.ts'

/** What the frame of every console page knows: who is here, where they may go, whose sessions they may see. */
export type ConsoleFacts = {
  accountId: string
  name: string
  email: string
  places: readonly PlaceId[]
  /** The role as which they look around, read only; null while they are themselves. */
  seeingAs: string | null
  projects: readonly { id: string; name: string }[]
  /** How many requests wait for their answer, and where the feed stood; null for whoever answers none. */
  waiting: { count: number; position: number } | null
  /** How many alerts are open for the reader, and where the feed stood; null for whoever sees none. */
  alerts: AlertCount | null
}

const ConsoleContext = createContext<ConsoleFacts | null>(null)

export function ConsoleProvider({ facts, children }: { facts: ConsoleFacts; children: ReactNode }) {
  return <ConsoleContext value={facts}>{children}</ConsoleContext>
}

export function useConsole(): ConsoleFacts {
  const facts = useContext(ConsoleContext)
  if (!facts) throw new Error('useConsole outside of the console')
  return facts
}
