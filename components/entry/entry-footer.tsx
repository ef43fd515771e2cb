'use client'
import { useTheme } from '#components/ui/use-theme.ts'

/** Below the pages for people who are not in yet: the one preference they can have. */
export function EntryFooter() {
  const [theme, setTheme] = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <footer className="flex h-12 items-center justify-end gap-5 border-line border-t px-5 text-ink-3 text-xs">
      <button
        type="button"
        className="rounded-md px-2 py-1.5 capitalize hover:bg-hover hover:text-ink"
        aria-label={`Use the ${other} theme`}
        onClick={() => setTheme(other)}
      >
        {other}
      </button>
    </footer>
  )
}
