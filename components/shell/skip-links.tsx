const LINK =
  'fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3 py-1.5 font-medium text-ink-inv focus:translate-y-0'

/** For the keyboard: past the rail. Pages give their main part and their panel these ids. */
export function SkipLinks() {
  return (
    <nav aria-label="Skip">
      <a href="#content" className={LINK}>
        To the content
      </a>
    </nav>
  )
}
