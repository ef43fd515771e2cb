'use client'
import type { ReactNode } from 'react'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FactorView } from '#lib/factors/model.ts'

/** A factor: its name, since when it is there and when it was last used, and what may be done with it. */
export function FactorRow({ factor, children }: { factor: FactorView; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <PersonName name={factor.name} className="block font-medium" />
        <span className="text-ink-2 text-xs">
          Added <Time at={factor.createdAt} />
          {', '}
          {factor.lastUsedAt ? (
            <>
              last used <Time at={factor.lastUsedAt} />
            </>
          ) : (
            'not used yet'
          )}
        </span>
      </div>
      <div className="flex gap-2">{children}</div>
    </li>
  )
}
