import type { ReactNode } from 'react'
import { Age } from '#components/ui/age.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import type { SessionView } from '#lib/live/model.ts'
import { AlertIcon } from './alert-icon.tsx'
import { alertSentence } from './alert-sentence.ts'

/** What has alarmed in a session, and who watches it. */
export function InspectorSignals({ session, reader }: { session: SessionView; reader: string }) {
  return (
    <>
      {session.openAlerts.length > 0 && (
        <Block title="Open alerts">
          {session.openAlerts.map((alert) => (
            <li key={alert.id} className="grid grid-cols-[16px_1fr_auto] gap-[9px] py-1">
              <span className="pt-[3px] text-alert [&>svg]:size-3.5">
                <AlertIcon kind={alert.kind} />
              </span>
              <span>{alertSentence(alert)}</span>
              <span className="text-ink-2">
                <Age since={alert.at} />
              </span>
            </li>
          ))}
        </Block>
      )}
      <Block title="Watching">
        {session.watching.map(({ connectionId, accountId, name, since }) => (
          <li key={connectionId} className="flex items-center gap-[9px] py-1">
            <Avatar name={name} mine={accountId === reader} />
            <PersonName name={name} className="min-w-0 flex-1" />
            <span className="text-ink-2">
              <Age since={since} />
            </span>
          </li>
        ))}
        {session.watching.length === 0 && <li className="text-ink-2">Nobody</li>}
      </Block>
    </>
  )
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t px-4 py-3">
      <h3 className="mb-1.5 text-ink-2 text-xs">{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}
