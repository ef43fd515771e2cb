'use client'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { Time } from '#components/ui/time.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { signOutDevice, signOutOthers } from '#lib/factors/actions.ts'
import type { DeviceView } from '#lib/factors/model.ts'
import { Section } from './section.tsx'
import { useOwnDoor } from './use-own-door.ts'

/** Where they are signed in; what they do not know they end. */
export function DevicesSection({ devices }: { devices: readonly DeviceView[] }) {
  const { call, run, pending, problem } = useOwnDoor()
  const end = (id: string) =>
    run(async () => ((await call(() => signOutDevice({ id }))) ? 'The device is signed out' : null))
  const endOthers = () =>
    run(async () => ((await call(() => signOutOthers({}))) ? 'All other devices are signed out' : null))
  return (
    <Section title="Devices" about="Where you are signed in now. Signing one out takes effect at once.">
      <ul>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device}>
            {!device.mine && (
              <Button
                disabled={pending}
                aria-label={`Sign out ${device.browser}, ${visibleText(device.address)}`}
                onClick={() => end(device.id)}
              >
                Sign out
              </Button>
            )}
          </DeviceRow>
        ))}
      </ul>
      {devices.some(({ mine }) => !mine) && (
        <Button className="justify-self-start" disabled={pending} onClick={endOthers}>
          Sign out all others
        </Button>
      )}
      <FormProblem>{problem}</FormProblem>
    </Section>
  )
}

function DeviceRow({ device, children }: { device: DeviceView; children: ReactNode }) {
  const { browser, address, createdAt, lastSeenAt, mine } = device
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <span className="flex items-center gap-2 font-medium">
          {browser}
          {mine && <Badge tone="line">This device</Badge>}
        </span>
        <span className="text-ink-2 text-xs">
          {address ? visibleText(address) : 'Unknown address'}, signed in <Time at={createdAt} />, last seen{' '}
          <Time at={lastSeenAt} />
        </span>
      </div>
      {children}
    </li>
  )
}
