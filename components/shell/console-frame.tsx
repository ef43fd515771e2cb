'use client'
import type { ReactNode } from 'react'
import { BellProvider } from '#components/alerts/bell-context.tsx'
import { FreshRequests } from '#components/requests/fresh-requests.tsx'
import { LiveRegion } from '#components/ui/live-region.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { ConfirmYourself } from './confirm-yourself.tsx'
import { type ConsoleFacts, ConsoleProvider } from './console-context.tsx'
import { Overlays } from './overlays.tsx'
import { Rail } from './rail.tsx'
import { SeeAsBanner } from './see-as-banner.tsx'
import { SkipLinks } from './skip-links.tsx'

/** What stands around every page of the console: rail, keys, palette and the one voice for screen readers. */
export function ConsoleFrame({ facts, children }: { facts: ConsoleFacts; children: ReactNode }) {
  return (
    <ConsoleProvider facts={facts}>
      {facts.waiting && <FreshRequests position={facts.waiting.position} />}
      <SkipLinks />
      <Overlays>
        <ConfirmYourself>
          <BellProvider first={facts.places.includes('live') ? facts.alerts : null}>
            <div className="flex h-dvh max-sm:flex-col-reverse">
              <Rail />
              <BottomBar />
              <div className="flex min-h-0 min-w-0 flex-1 flex-col">
                {facts.seeingAs !== null && <SeeAsBanner role={facts.seeingAs} />}
                {children}
              </div>
            </div>
          </BellProvider>
        </ConfirmYourself>
      </Overlays>
      <LiveRegion />
    </ConsoleProvider>
  )
}
