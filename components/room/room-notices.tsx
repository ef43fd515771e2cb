'use client'
import { MessageSquareWarning, MicOff, VideoOff, Volume2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { Warning } from './read-warning.ts'

export type Notice =
  | { kind: 'muted' }
  | { kind: 'taken' }
  | { kind: 'sound-blocked' }
  | { kind: 'own-failed'; words: string }

/** A moderator's warning. It stays until the person says that they have read it. */
export function WarningNotice({ warning, onRead }: { warning: Warning; onRead: () => void }) {
  return (
    <section
      aria-label="Warning by a moderator"
      className="enter flex items-center gap-3 rounded-[10px] bg-alert-bg px-3.5 py-2.5 max-sm:flex-col max-sm:items-stretch"
    >
      <MessageSquareWarning aria-hidden="true" className="size-5 flex-none text-alert max-sm:hidden" />
      <p className="min-w-0 flex-1 text-[0.84375rem]">
        <strong className="block font-semibold text-alert">A moderator says</strong>
        <span className="wrap-anywhere">{visibleText(warning.text, 500)}</span>
      </p>
      <Button variant="primary" className="h-9! max-sm:h-11!" onClick={onRead}>
        I have read this
      </Button>
    </section>
  )
}

/** Something was done to somebody's own sound or picture, or they have to lend a hand. */
export function NoticeBar({
  notice,
  onAct,
  onClose,
}: {
  notice: Notice
  onAct: () => void
  onClose: () => void
}) {
  const { icon, words, act, closes } = noticeWords(notice)
  return (
    <div className="enter flex items-center gap-3 rounded-[10px] bg-raised px-3.5 py-2 text-[0.84375rem] ring-1 ring-line-2 ring-inset [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-ink-2">
      {icon}
      <p className="min-w-0 flex-1">{words}</p>
      {act && (
        <Button className="h-8! max-sm:h-11!" onClick={onAct}>
          {act}
        </Button>
      )}
      {closes && (
        <Button variant="ghost" className="h-8! max-sm:h-11!" onClick={onClose}>
          Close
        </Button>
      )}
    </div>
  )
}

function noticeWords(notice: Notice): {
  icon: ReactNode
  words: string
  act: string | null
  closes: boolean
} {
  switch (notice.kind) {
    case 'muted':
      return {
        icon: <MicOff aria-hidden="true" />,
        words: 'A moderator muted you. You can unmute yourself; they see it.',
        act: null,
        closes: true,
      }
    case 'taken':
      return {
        icon: <VideoOff aria-hidden="true" />,
        words: 'A moderator took your camera and microphone out of this session.',
        act: 'Publish again',
        closes: false,
      }
    case 'sound-blocked':
      return {
        icon: <Volume2 aria-hidden="true" />,
        words: 'Your browser keeps the sound off until you say so.',
        act: 'Turn on sound',
        closes: false,
      }
    case 'own-failed':
      return { icon: <VideoOff aria-hidden="true" />, words: notice.words, act: 'Try again', closes: false }
  }
}
