import { TriangleAlert } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ArchiveView } from '#lib/live/model.ts'
import { ARCHIVE_WORDS, NOT_PLAYABLE } from './archive-words.ts'

type PlayerProps = {
  archive: ArchiveView
  video: RefObject<HTMLVideoElement | null>
  failed: boolean
  onRetry: () => void
}

/** The recording; or why it does not play. */
export function Player({ archive, video, failed, onRetry }: PlayerProps) {
  const { label, plays } = ARCHIVE_WORDS[archive.standing]
  return (
    <div className="relative grid aspect-video max-h-[62vh] w-full place-items-center overflow-hidden rounded-lg bg-well text-[#e9ecef]">
      {plays && (
        // biome-ignore lint/a11y/useMediaCaption: what people said in a call has no captions; the timeline tells what happened.
        <video
          ref={video}
          controls
          playsInline
          preload="metadata"
          src={`/api/media/archives/${archive.id}`}
          className="absolute inset-0 size-full"
        />
      )}
      {plays && failed && (
        <Notice
          title="It does not play"
          text="The file could not be fetched, or this browser cannot play it."
        >
          <Button onClick={onRetry}>Try again</Button>
        </Notice>
      )}
      {!plays && <Notice title={label} text={NOT_PLAYABLE[archive.standing]} />}
    </div>
  )
}

function Notice({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className="absolute inset-0 grid place-items-center bg-well p-6 text-center">
      <div className="flex max-w-sm flex-col items-center gap-1.5">
        <TriangleAlert aria-hidden="true" className="size-5" />
        <p className="font-semibold text-base">{title}</p>
        <p>{text}</p>
        {children}
      </div>
    </div>
  )
}
