'use client'
import { useFreshRequests } from '#components/feed/use-fresh-requests.ts'

/** Shows nothing: keeps the number of requests true on every page of whoever answers them, and the page of requests. */
export function FreshRequests({ position }: { position: number }) {
  useFreshRequests(position)
  return null
}
