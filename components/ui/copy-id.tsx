'use client'
import { Check, Copy } from 'lucide-react'
import { IconButton } from './icon-button.tsx'
import { shortenId } from './shorten-id.ts'
import { useCopy } from './use-copy.ts'
import { visibleText } from './visible-text.ts'

/** An identifier: short to the eye, whole on the clipboard. The only way to print one. */
export function CopyId({ id, what, head = 10 }: { id: string; what: string; head?: number }) {
  const { copied, copy } = useCopy()
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <span title={visibleText(id, 200)} className="truncate font-mono text-xs">
        {shortenId(visibleText(id, 200), { head })}
      </span>
      <IconButton small label={copied ? 'Copied' : `Copy ${what}`} onClick={() => copy(id)}>
        {copied ? (
          <Check aria-hidden="true" className="size-3 text-confirmed" />
        ) : (
          <Copy aria-hidden="true" className="size-3" />
        )}
      </IconButton>
    </span>
  )
}
