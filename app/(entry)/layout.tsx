import type { ReactNode } from 'react'
import { EntryFooter } from '#components/entry/entry-footer.tsx'
import { Logo } from '#components/shell/logo.tsx'

/** Around the pages for people who are not in yet. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] bg-canvas text-ink">
      <main className="grid place-items-center px-5 py-10">
        <div className="w-full max-w-[348px] sm:-mt-6">
          <div className="-ml-1 mb-7 flex items-center gap-2">
            <Logo size={30} />
            <span className="font-semibold text-[18px] tracking-[-0.02em]">Gavel</span>
          </div>
          {children}
        </div>
      </main>
      <EntryFooter />
    </div>
  )
}
