'use client'
import { Check, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { FIELD } from './input.tsx'
import { useCopy } from './use-copy.ts'

/** A link or a key that is shown once, because only its hash is kept: to be copied now. */
export function ShownOnce({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  const { copied, copy } = useCopy()
  const Icon = copied ? Check : Copy
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <input
          aria-label={label}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className={`${FIELD} h-8 min-w-0 flex-1 px-2 font-mono text-xs`}
        />
        <Button variant="primary" className="h-8!" onClick={() => copy(value)}>
          <Icon aria-hidden="true" className="size-3.5" />
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className="text-ink-2 text-xs">{children}</p>
    </div>
  )
}
