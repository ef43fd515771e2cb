'use client'
import { Check, UserCheck, UserX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import type { RequestView } from '#lib/archives/model.ts'
import { answererWords } from './request-words.ts'

/** Beside the list: the session of the chosen request, why it needs somebody, and what would happen. */
export function RequestSide({ request }: { request: RequestView }) {
  const { sessionId, sessionName, live, connections, askedBy, mayAnswer, longestMinutes } = request
  return (
    <aside
      aria-label="The chosen request"
      className="w-80 flex-none divide-y overflow-y-auto border-l max-lg:hidden"
    >
      <section className="grid gap-2 px-4 py-3">
        <h2 className="flex font-[550]">
          <PersonName name={sessionName} fallback="Session without a name" />
        </h2>
        <p className="text-ink-2">
          {live ? `Live, ${formatCount(connections)} connections` : 'Not live any more'}
        </p>
        <Button asChild className="justify-self-start">
          <Link href={`/sessions/${sessionId}`}>See it first</Link>
        </Button>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">Why this needs somebody</h2>
        <ul className="grid gap-2">
          <Fact icon={<Check aria-hidden="true" className="text-confirmed" />}>
            <PersonName name={askedBy} /> may ask, and may not start by themselves
          </Fact>
          <Fact
            icon={mayAnswer ? <UserCheck aria-hidden="true" /> : <UserX aria-hidden="true" />}
          >{`Answered by ${answererWords(request.answerers)}${mayAnswer ? ': that is you' : ''}`}</Fact>
        </ul>
      </section>
      <section className="px-4 py-3">
        <h2 className="mb-2 font-[550]">What would happen</h2>
        <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1.5">
          <dt className="text-ink-2">Starts</dt>
          <dd>At once, in the name of whoever asked, with yours as who agreed</dd>
          <dt className="text-ink-2">Length</dt>
          <dd>{longestMinutes === null ? 'Until somebody stops it' : `${longestMinutes} min at most`}</dd>
          <dt className="text-ink-2">Notice</dt>
          <dd>Everyone in the session sees that it runs</dd>
        </dl>
      </section>
    </aside>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none">
      {icon}
      <span className="min-w-0">{children}</span>
    </li>
  )
}
