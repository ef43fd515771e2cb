'use client'
import { useEffect, useState } from 'react'
import { LiveRegion } from '#components/ui/live-region.tsx'
import type { InviteRefusal, InviteView } from '#lib/issuing/model.ts'
import { type KeptPlace, keptPlace, keptReceipt } from './receipts.ts'
import { RoomCall } from './room-call.tsx'
import { RoomCheck } from './room-check.tsx'
import { RoomClosed } from './room-closed.tsx'
import { RoomOver } from './room-over.tsx'
import type { RoomStep } from './room-step.ts'

type RoomProps = {
  invite: string
  view: InviteView
  longestName: number
  refusals: Record<InviteRefusal, string>
}

/** A participant's whole way: looks whether camera and microphone are right, comes in, and is told how it ended. */
export function Room(props: RoomProps) {
  return (
    <>
      <RoomSteps {...props} />
      <LiveRegion />
    </>
  )
}

function RoomSteps({ invite, view, longestName, refusals }: RoomProps) {
  const [step, setStep] = useState<RoomStep>({ step: 'check' })
  const { returning, place } = useReturning(invite)
  const open = view.state === 'open' ? view : null
  switch (step.step) {
    case 'check':
      if (view.state !== 'open' && !(view.state === 'used' && returning))
        return <RoomClosed words={refusals[view.state]} />
      return (
        <RoomCheck
          invite={invite}
          sessionName={(open ?? place)?.sessionName ?? null}
          projectName={(open ?? place)?.projectName ?? null}
          role={open?.role ?? 'publisher'}
          recorded={open?.recorded ?? false}
          longestName={longestName}
          onEnter={(ticket, devices) => setStep({ step: 'inside', ticket, devices })}
        />
      )
    case 'inside':
      return <RoomCall invite={invite} ticket={step.ticket} devices={step.devices} onEnd={setStep} />
    case 'over':
      return <RoomOver over={step} onAgain={() => setStep({ step: 'check' })} />
  }
}

type Returning = { returning: boolean; place: KeptPlace | null }

/** Whether somebody who was inside by this link came back in the same tab, and where that was. The server cannot know. */
function useReturning(invite: string): Returning {
  const [kept, setKept] = useState<Returning>({ returning: false, place: null })
  useEffect(() => setKept({ returning: keptReceipt(invite) !== null, place: keptPlace(invite) }), [invite])
  return kept
}
