'use client'
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FeedMessage } from '#lib/live/model.ts'
import { subscribeToFeed } from './feed.ts'
import { useFreshPage } from './use-fresh-page.ts'

/** Many changes in one moment are drawn once; one alone is not held up long enough to be seen. */
const GATHER_MS = 24

export type Reducer<State> = (state: State, messages: readonly FeedMessage[]) => State

type Update<State> = (change: (state: State) => State) => void

/**
 * A snapshot of the server, kept true by what the feed tells after it. A newer snapshot of the same page replaces it; an
 * older one (the browser's cache, after going back) is brought up to date by the feed like any other.
 */
export function useFeedState<Snapshot extends { position: number }, State>(
  snapshot: Snapshot,
  sessions: readonly string[],
  from: (snapshot: Snapshot) => State,
  apply: Reducer<State>,
): [State, Update<State>] {
  const [store] = useState(() => createStore<{ state: State }>(() => ({ state: from(snapshot) })))
  const wanted = sessions.join()
  useFreshPage()
  useEffect(() => {
    store.setState({ state: from(snapshot) })
    const gathered: FeedMessage[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const messages = gathered.splice(0)
      store.setState(({ state }) => ({ state: apply(state, messages) }))
    }
    const interest = { since: snapshot.position, sessions: wanted ? wanted.split(',') : [] }
    const leave = subscribeToFeed(interest, (message) => {
      gathered.push(message)
      timer ??= setTimeout(flush, GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [store, snapshot, wanted, from, apply])
  const { state } = useStore(store)
  const update = useCallback<Update<State>>(
    (change) => store.setState((held) => ({ state: change(held.state) })),
    [store],
  )
  return [state, update]
}
