import { Link2Off } from 'lucide-react'

/** The link lets nobody in: why, and whom to ask. */
export function RoomClosed({ words }: { words: string }) {
  const [first, ...rest] = words.split(/(?<=\.) /)
  return (
    <main className="grid min-h-dvh place-items-center p-5">
      <div className="max-w-[26rem]">
        <span className="mb-4.5 grid size-12 place-items-center rounded-xl bg-raised text-ink-2">
          <Link2Off aria-hidden="true" className="size-5" />
        </span>
        <h1 className="font-semibold text-2xl tracking-[-0.02em]">{first?.replace(/\.$/, '')}</h1>
        <p className="mt-2 text-[0.9375rem] text-ink-2 leading-[22px]">{rest.join(' ')}</p>
      </div>
    </main>
  )
}
