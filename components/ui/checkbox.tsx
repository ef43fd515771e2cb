'use client'
import { Check } from 'lucide-react'
import * as Radix from 'radix-ui/checkbox'
import { type ReactNode, useId } from 'react'

/** A choice that waits for Save. */
export function Checkbox({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <span className="flex items-center gap-2">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(state) => onChange(state === true)}
        className="hit-24 grid size-[15px] flex-none place-items-center rounded-sm ring-[1.25px] ring-edge ring-inset data-[state=checked]:bg-accent data-[state=checked]:ring-0"
      >
        <Radix.Indicator>
          <Check aria-hidden="true" className="size-3 text-ink-inv" strokeWidth={3} />
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id}>{children}</label>
    </span>
  )
}
