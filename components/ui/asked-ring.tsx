import { Send } from 'lucide-react'

/** Something was asked and is not answered yet: a turning ring; a still sign where motion is reduced. */
export function AskedRing() {
  return (
    <>
      <svg viewBox="0 0 12 12" aria-hidden="true" className="size-[11px] flex-none motion-reduce:hidden">
        <circle
          cx="6"
          cy="6"
          r="4.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="20 9"
          strokeLinecap="round"
          className="animate-asked"
        />
      </svg>
      <Send aria-hidden="true" className="hidden size-3 flex-none motion-reduce:block" />
    </>
  )
}
