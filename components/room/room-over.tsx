'use client'
import { CircleDot, DoorClosed, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { RoomEnd, RoomStep } from './room-step.ts'

type Words = { title: string; what: string; again: string | null }

const WORDS: Record<RoomEnd, Words> = {
  removed: {
    title: 'A moderator removed you from this session',
    what: 'Your connection was ended by the people who moderate it.',
    again: null,
  },
  left: {
    title: 'You left the session',
    what: 'You can come back with the same link from this tab.',
    again: 'Join again',
  },
  ended: { title: 'The session has ended', what: 'Everybody was let go.', again: null },
  lost: {
    title: 'The connection was lost',
    what: 'The video service did not let you back in. Look at your network, then try again.',
    again: 'Try again',
  },
  blocked: {
    title: 'Video is blocked in this browser',
    what: 'The video library did not load. An ad blocker or a company filter may stop it.',
    again: 'Try again',
  },
  unsupported: {
    title: 'This browser cannot show the video',
    what: 'A current Chrome, Edge, Firefox or Safari can.',
    again: null,
  },
}

/** How it ended, what is so now, and the way on if there is one. */
export function RoomOver({
  over,
  onAgain,
}: {
  over: Extract<RoomStep, { step: 'over' }>
  onAgain: () => void
}) {
  const words = WORDS[over.end]
  return (
    <main className="mx-auto grid h-dvh max-w-[480px] grid-rows-[56px_1fr_auto] text-[0.9375rem] leading-[22px]">
      <p className="flex items-center truncate px-5 text-base text-ink-2">
        <bdi>{visibleText(over.sessionName ?? 'Session')}</bdi>, {over.projectName}
      </p>
      <div className="grid content-center gap-[22px] px-5">
        <div>
          <span className="mb-4.5 grid size-12 place-items-center rounded-xl bg-raised text-ink-2">
            <DoorClosed aria-hidden="true" className="size-5" />
          </span>
          <h1 className="font-semibold text-2xl leading-[30px] tracking-[-0.02em]">{words.title}</h1>
          <p className="mt-2.5 text-ink-2">{over.words ?? words.what}</p>
        </div>
        <ul className="grid gap-3 border-t pt-[18px] text-base text-ink-2">
          <Fact icon={<VideoOff aria-hidden="true" />}>Your camera and microphone are off.</Fact>
          {over.recorded && (
            <Fact icon={<CircleDot aria-hidden="true" />}>The part you were in was recorded.</Fact>
          )}
        </ul>
      </div>
      <footer className="grid gap-2.5 px-5 pt-4 pb-7">
        {words.again && (
          <Button variant="primary" className="h-12! rounded-[10px]! text-[0.9375rem]!" onClick={onAgain}>
            {words.again}
          </Button>
        )}
      </footer>
    </main>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[20px_1fr] gap-3 [&>svg]:mt-0.5 [&>svg]:size-4">
      {icon}
      <span>{children}</span>
    </li>
  )
}
