'use client'
import { useFreshArchives } from '#components/feed/use-fresh-archives.ts'

/** Shows nothing: keeps the list around it true, also while it has no rows yet. */
export function FreshArchives({ position }: { position: number }) {
  useFreshArchives(position)
  return null
}
