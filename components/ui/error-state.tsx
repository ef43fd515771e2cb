import { ServerCrash } from 'lucide-react'
import type { ReactNode } from 'react'
import { Message } from './message.tsx'

/** Something failed: what, what still works, a way on, and a reference to give to whoever runs Gavel. */
export function ErrorState({
  title,
  children,
  reference,
  actions,
}: {
  title: string
  children: ReactNode
  reference?: string | undefined
  actions?: ReactNode
}) {
  return (
    <Message failed icon={<ServerCrash aria-hidden="true" />} title={title} actions={actions}>
      {children}
      {reference && (
        <>
          {' '}
          Reference <span className="font-mono text-xs">{reference}</span>
        </>
      )}
    </Message>
  )
}
