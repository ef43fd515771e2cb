import { visibleText } from '#components/ui/visible-text.ts'

const ROWS = ['15%', '50%', '85%']

/** Who looks, written across the picture: on a photograph of the screen it says whose screen that was. */
export function Watermark({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden"
      data-watermark=""
    >
      {ROWS.map((top) => (
        <span
          key={top}
          style={{ top }}
          className="-rotate-12 absolute inset-x-0 flex justify-around font-semibold text-white/25 text-xl mix-blend-difference"
        >
          <span className="max-w-[45%] truncate">{visibleText(name, 60)}</span>
          <span className="max-w-[45%] truncate max-sm:hidden">{visibleText(name, 60)}</span>
        </span>
      ))}
    </span>
  )
}
