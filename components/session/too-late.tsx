import { CircleX } from 'lucide-react'

/** In a question that has no answer any more: why. Read out at once; there beforehand, so that it is. */
export function TooLate({ children }: { children: string | null }) {
  return (
    <div role="alert" className="px-5">
      {children !== null && (
        <p className="mb-3 flex items-center gap-2 rounded-md bg-failed-bg px-2.5 py-[7px] text-[0.78125rem] text-failed">
          <CircleX aria-hidden="true" className="size-3.5 flex-none" />
          <span className="min-w-0 wrap-anywhere">{children}</span>
        </p>
      )}
    </div>
  )
}
