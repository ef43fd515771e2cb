'use client'
import { useDoor } from '#components/shell/use-door.ts'
import { Age } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SignedInDevice } from '#lib/access/model.ts'
import { endDevice } from '#lib/people/actions.ts'

/** Where somebody is signed in. */
export function PersonDevices({ devices, mayEnd }: { devices: readonly SignedInDevice[]; mayEnd: boolean }) {
  const { run, pending, problem } = useDoor()
  return (
    <section aria-labelledby="devices" className="grid gap-2 border-b px-4 py-5">
      <h2 id="devices" className="font-semibold">
        Signed-in devices
      </h2>
      <FormProblem>{problem}</FormProblem>
      {devices.length === 0 && <p className="text-ink-2">Signed in nowhere.</p>}
      <ul className="divide-y">
        {devices.map(({ id, browser, address, createdAt, lastSeenAt }) => (
          <li key={id} className="flex min-h-11 items-center gap-3 py-1.5">
            <span className="grid min-w-0 flex-1">
              <span className="truncate">{browser}</span>
              <span className="truncate text-ink-2 text-xs">
                {address || 'Unknown address'}, since <Time at={createdAt} />, last seen{' '}
                <Age since={lastSeenAt} /> ago
              </span>
            </span>
            {mayEnd && (
              <Button
                size="sm"
                disabled={pending}
                onClick={() => run(() => endDevice({ deviceId: id }), { done: 'Signed out' })}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
