import { Check, UserCheck, UserX } from 'lucide-react'
import type { ReactNode } from 'react'
import { PersonName } from '#components/ui/person-name.tsx'

/** Beside the list of requests: what the chosen one is about, why it needs somebody, and what would happen. */
export function SideFrame({
  name,
  about,
  why,
  would,
}: {
  /** Hostile text, or null. */
  name: string | null
  about: ReactNode
  why: ReactNode
  /** Pairs of a word and what it stands for. */
  would: readonly (readonly [word: string, text: ReactNode])[]
}) {
  return (
    <aside
      aria-label="The chosen request"
      className="w-80 flex-none divide-y overflow-y-auto border-l max-lg:hidden"
    >
      <section className="grid gap-2 px-4 py-3">
        <h2 className="flex font-[550]">
          <PersonName name={name} fallback="Session without a name" />
        </h2>
        {about}
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">Why this needs somebody</h2>
        <ul className="grid gap-2">{why}</ul>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">What would happen</h2>
        <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1.5">
          {would.map(([word, text]) => (
            <Pair key={word} word={word}>
              {text}
            </Pair>
          ))}
        </dl>
      </section>
    </aside>
  )
}

function Pair({ word, children }: { word: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{word}</dt>
      <dd>{children}</dd>
    </>
  )
}

export function SideFact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none">
      {icon}
      <span className="min-w-0">{children}</span>
    </li>
  )
}

/** Who asked, and what they may not do themselves. */
export function WhoAsked({ name, may }: { name: string; may: string }) {
  return (
    <SideFact icon={<Check aria-hidden="true" className="text-confirmed" />}>
      <PersonName name={name} /> {may}
    </SideFact>
  )
}

/** Whether the reader is among those who answer. */
export function WhoAnswers({ mayAnswer, children }: { mayAnswer: boolean; children: ReactNode }) {
  return (
    <SideFact icon={mayAnswer ? <UserCheck aria-hidden="true" /> : <UserX aria-hidden="true" />}>
      {children}
    </SideFact>
  )
}
