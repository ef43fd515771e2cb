'use client'
import { useFreshOn } from '#components/feed/use-fresh-on.ts'
import { useFreshPage } from '#components/feed/use-fresh-page.ts'
import { isAboutRequests } from '#components/feed/use-fresh-requests.ts'

/** Shows nothing: keeps the number of requests true on every page of whoever answers them. */
export function FreshRequests({ position }: { position: number }) {
  useFreshPage()
  useFreshOn(position, isAboutRequests)
  return null
}
