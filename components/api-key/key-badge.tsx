'use client'
import { Ban, ClockAlert } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { KeyRow } from '#lib/keys/model.ts'

/** Whether a key opens anything, and until when. */
export function KeyBadge({ apiKey: { state, expiresAt } }: { apiKey: KeyRow }) {
  switch (state) {
    case 'good':
      return (
        <span className="text-ink-2">
          {expiresAt === null ? 'Until revoked' : <>Until {<Time at={expiresAt} />}</>}
        </span>
      )
    case 'expired':
      return (
        <Badge tone="stale">
          <ClockAlert aria-hidden="true" />
          Expired
        </Badge>
      )
    case 'revoked':
      return (
        <Badge tone="line">
          <Ban aria-hidden="true" />
          Revoked
        </Badge>
      )
    case 'asleep':
      return (
        <Badge tone="stale">
          <Ban aria-hidden="true" />
          Its maker may not
        </Badge>
      )
  }
}
