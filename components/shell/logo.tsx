/** The gavel. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <g transform="rotate(45 12 12)" fill="var(--color-ink)">
        <rect x="6.2" y="2.6" width="9.6" height="6.6" rx="1.3" />
        <rect x="9.8" y="9.2" width="2.4" height="11.4" rx="1.2" />
      </g>
      <rect x="12.4" y="19.2" width="9" height="2.2" rx="1.1" fill="var(--color-ink-3)" />
    </svg>
  )
}
