'use client'
import { Check, Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ChoiceChip } from '#components/ui/choice-chip.tsx'
import { FIELD } from '#components/ui/input.tsx'
import { Key } from '#components/ui/key.tsx'
import { matchReason, reasonByDigit } from './match-reason.ts'

/** Why: one field for typing, with the known reasons as chips beneath. A digit in the empty field takes a chip. */
export function ReasonPicker({
  reasons,
  typed,
  onType,
  missing,
}: {
  reasons: readonly string[]
  typed: string
  onType: (typed: string) => void
  /** How often it was to be sent without a reason. */
  missing: number
}) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (missing > 0) field.current?.focus()
  }, [missing])
  const refused = missing > 0 && typed.trim() === ''
  const { chosen, completion } = matchReason(typed, reasons)
  const take = (reason: string) => {
    onType(reason)
    field.current?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const untouched = typed === '' || reasons.includes(typed)
    const byDigit = untouched ? reasonByDigit(event.key, reasons) : null
    const completed = event.key === 'Tab' && !event.shiftKey && completion !== '' ? chosen : null
    const taken = byDigit ?? completed
    if (taken === null) return
    event.preventDefault()
    onType(taken)
  }
  return (
    <div>
      <div className="mb-[7px] flex items-baseline">
        <label htmlFor="reason" className="flex-1 font-[550] text-[0.78125rem]">
          Reason
        </label>
        <span className="text-[0.71875rem] text-ink-2 pointer-coarse:hidden">Press 1 to 8, or type</span>
      </div>
      <span className={`${FIELD} relative flex h-8 pointer-coarse:h-11 items-center gap-2 px-2`}>
        <Search aria-hidden="true" className="size-3.5 flex-none text-ink-2" />
        <span className="relative min-w-0 flex-1">
          <input
            ref={field}
            id="reason"
            value={typed}
            maxLength={200}
            autoComplete="off"
            aria-invalid={refused}
            aria-describedby={refused ? 'reason-missing' : undefined}
            onChange={(event) => onType(event.target.value)}
            onKeyDown={onKeyDown}
            className="w-full bg-transparent outline-none"
          />
          {completion !== '' && (
            <span aria-hidden="true" className="pointer-events-none absolute inset-0 truncate">
              <span className="invisible whitespace-pre">{typed}</span>
              <span className="text-ink-2">{completion}</span>
            </span>
          )}
        </span>
        {completion !== '' && <Key>Tab</Key>}
      </span>
      {refused && (
        <p id="reason-missing" role="alert" className="mt-1.5 text-failed text-xs">
          Choose a reason first
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-1.5">
        {reasons.map((reason, index) => (
          <ChoiceChip key={reason} on={chosen === reason} onClick={() => take(reason)}>
            {chosen === reason ? (
              <Check aria-hidden="true" />
            ) : (
              <span aria-hidden="true" className="font-mono text-2xs text-ink-2">
                {index + 1}
              </span>
            )}
            {reason}
          </ChoiceChip>
        ))}
      </div>
    </div>
  )
}
