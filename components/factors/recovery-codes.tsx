'use client'
import { Button } from '#components/ui/button.tsx'
import { useCopy } from '#components/ui/use-copy.ts'

/** The codes that stand in for a lost factor, this once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { copied, copy } = useCopy()
  return (
    <div className="grid gap-3">
      <p className="text-ink-2 text-sm">
        Each of these signs you in once when your second factor is lost. They are shown only now: keep them
        where you keep your passwords, or print them.
      </p>
      <ol aria-label="Your recovery codes" className="grid gap-1 rounded-md bg-raised p-3 font-mono text-xs">
        {codes.map((code) => (
          <li key={code} className="break-all">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button size="lg" onClick={() => copy(codes.join('\n'))}>
          {copied ? 'Copied' : 'Copy all'}
        </Button>
        <Button size="lg" variant="primary" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </div>
  )
}
