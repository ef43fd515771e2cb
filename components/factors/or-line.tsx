/** Between two ways of doing the same. */
export function OrLine({ children }: { children: string }) {
  return (
    <p className="my-4 flex items-center gap-3 text-ink-3 text-xs before:h-px before:flex-1 before:bg-line-2 after:h-px after:flex-1 after:bg-line-2">
      {children}
    </p>
  )
}
