'use client'
import { Timer } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { formatAge } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { SecretView } from '#lib/projects/model.ts'

/** That a secret is there, since when and by whom; how long the one before it is taken too. */
export function SecretState({
  secret,
  missing = 'Not set',
}: {
  secret: SecretView | null
  missing?: string
}) {
  const now = useNow(10_000)
  if (!secret) return <span className="text-ink-2">{missing}</span>
  const left = secret.oldValidUntil === null ? 0 : Date.parse(secret.oldValidUntil) - now
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span aria-hidden="true" className="font-mono text-ink-3 tracking-widest">
        ••••••••••••
      </span>
      <span className="flex min-w-0 items-baseline gap-1 text-ink-2">
        Set, replaced <Time at={secret.setAt} /> by{' '}
        {secret.by === null ? 'the settings' : <PersonName name={secret.by} />}
      </span>
      {left > 0 && (
        <Badge tone="asked">
          <Timer aria-hidden="true" />
          Old one valid {formatAge(left)}
        </Badge>
      )}
    </span>
  )
}
