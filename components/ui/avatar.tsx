import { clsx } from 'clsx'
import { firstSign, hoverText, visibleText } from './visible-text.ts'

const SIZE = { sm: 'size-5 text-[0.5625rem]', md: 'size-[26px] text-[0.65625rem]', lg: 'size-8 text-xs' }

/** Two letters for a person. `mine` is the reader. */
export function Avatar({
  name,
  size = 'sm',
  mine = false,
  ringed = false,
}: {
  name: string
  size?: 'sm' | 'md' | 'lg'
  mine?: boolean
  ringed?: boolean
}) {
  return (
    <span
      role="img"
      aria-label={hoverText(name)}
      title={hoverText(name)}
      className={clsx(
        'inline-grid flex-none place-items-center overflow-hidden whitespace-nowrap rounded-full font-semibold leading-none',
        SIZE[size],
        mine ? 'bg-accent text-ink-inv' : 'bg-line-2 text-ink',
        ringed && 'ring-2 ring-surface',
      )}
    >
      {initials(name)}
    </span>
  )
}

/** First letters of the first two words, as a reader would count letters. */
export function initials(name: string): string {
  const words = visibleText(name, 40).split(/\s+/u).filter(Boolean)
  return words.slice(0, 2).map(firstSign).join('').toLocaleUpperCase('en')
}
