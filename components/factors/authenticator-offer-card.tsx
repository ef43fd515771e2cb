'use client'
import { Check, Copy } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { AuthenticatorOffer } from '#lib/factors/model.ts'

/** A new authenticator's seed: to be photographed, or typed. Black on white in both themes, as cameras need it. */
export function AuthenticatorOfferCard({ offer }: { offer: AuthenticatorOffer }) {
  const { secret, square } = offer
  const { copied, copy } = useCopy()
  return (
    <div className="grid gap-3">
      <p className="text-ink-2 text-sm">Scan this with your authenticator, or type the key into it.</p>
      <svg
        viewBox={`0 0 ${square.size} ${square.size}`}
        role="img"
        aria-label="Code to scan with an authenticator"
        shapeRendering="crispEdges"
        className="size-44 rounded-md bg-white"
      >
        <path d={square.path} fill="#000" />
      </svg>
      <p className="flex items-center gap-1">
        <code className="select-all break-all font-mono text-xs" data-testid="authenticator-key">
          {secret.match(/.{1,4}/g)?.join(' ')}
        </code>
        <IconButton small label={copied ? 'Copied' : 'Copy the key'} onClick={() => copy(secret)}>
          {copied ? (
            <Check aria-hidden="true" className="size-3 text-confirmed" />
          ) : (
            <Copy aria-hidden="true" className="size-3" />
          )}
        </IconButton>
      </p>
    </div>
  )
}
