'use client'
import { clsx } from 'clsx'
import { Camera, CameraOff, Mic, MicOff, VideoOff } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { AskedRing } from '#components/ui/asked-ring.tsx'
import type { Preview } from './use-devices.ts'
import { useLoudness } from './use-loudness.ts'

type PreviewProps = {
  preview: Preview
  camera: boolean
  microphone: boolean
  onCamera: (on: boolean) => void
  onMicrophone: (on: boolean) => void
  onAgain: () => void
}

/** How others will see and hear somebody; or why not, and what to do about it. */
export function CameraPreview({
  preview,
  camera,
  microphone,
  onCamera,
  onMicrophone,
  onAgain,
}: PreviewProps) {
  const stream = preview.state === 'ready' ? preview.stream : null
  const hasCamera = (stream?.getVideoTracks().length ?? 0) > 0
  const hasMicrophone = (stream?.getAudioTracks().length ?? 0) > 0
  const meter = useLoudness<HTMLDivElement>(microphone ? stream : null)
  return (
    <section aria-label="Camera and microphone" className="grid gap-3">
      <div className="relative grid aspect-video place-items-center overflow-hidden rounded-[10px] bg-well text-center text-[#c9d0d9]">
        {stream && hasCamera && camera && <OwnPicture stream={stream} />}
        {(!stream || !hasCamera || !camera) && (
          <PreviewWords preview={preview} cameraOff={stream !== null && hasCamera} onAgain={onAgain} />
        )}
      </div>
      {stream && (
        <div className="flex items-center gap-3">
          <Switch
            on={microphone && hasMicrophone}
            disabled={!hasMicrophone}
            onClick={() => onMicrophone(!microphone)}
            label={hasMicrophone ? (microphone ? 'Microphone on' : 'Microphone off') : 'No microphone'}
            icon={microphone && hasMicrophone ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
          />
          <div ref={meter} aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-line">
            <div
              className={clsx(
                'h-full origin-left rounded-full bg-live',
                microphone && hasMicrophone ? 'scale-x-(--level,0)' : 'scale-x-0',
              )}
            />
          </div>
          <Switch
            on={camera && hasCamera}
            disabled={!hasCamera}
            onClick={() => onCamera(!camera)}
            label={hasCamera ? (camera ? 'Camera on' : 'Camera off') : 'No camera'}
            icon={camera && hasCamera ? <Camera aria-hidden="true" /> : <CameraOff aria-hidden="true" />}
          />
        </div>
      )}
    </section>
  )
}

function OwnPicture({ stream }: { stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      aria-label="Your own picture"
      className="absolute inset-0 size-full -scale-x-100 object-cover"
    />
  )
}

function PreviewWords({
  preview,
  cameraOff,
  onAgain,
}: {
  preview: Preview
  cameraOff: boolean
  onAgain: () => void
}) {
  const words = cameraOff ? CAMERA_OFF : WORDS[preview.state]
  return (
    <div className="grid max-w-[22rem] justify-items-center gap-2 p-5">
      {preview.state === 'asking' ? <AskedRing /> : <VideoOff aria-hidden="true" className="size-5" />}
      <p className="font-semibold text-base text-[#eceef1]">{words.title}</p>
      {words.what && <p className="text-[0.8125rem]">{words.what}</p>}
      {!cameraOff && preview.state !== 'asking' && preview.state !== 'ready' && (
        <button type="button" onClick={onAgain} className="hit-24 font-medium underline underline-offset-2">
          Look again
        </button>
      )}
    </div>
  )
}

const CAMERA_OFF = { title: 'Your camera is off', what: 'You can turn it on inside.' }
const WORDS: Record<Preview['state'], { title: string; what: string }> = {
  asking: { title: 'Your browser asks for camera and microphone', what: 'Allow both to be seen and heard.' },
  ready: { title: 'No camera found', what: 'Others will hear you, but not see you.' },
  refused: {
    title: 'Camera and microphone are not allowed',
    what: 'Allow them beside the address of this page, then look again. You can also join without: you see and hear the others.',
  },
  missing: {
    title: 'No camera and no microphone found',
    what: 'Connect one, then look again. You can also join without: you see and hear the others.',
  },
  busy: {
    title: 'Another program uses the camera',
    what: 'Close it, then look again. You can also join without: you see and hear the others.',
  },
}

function Switch({
  on,
  disabled,
  onClick,
  label,
  icon,
}: {
  on: boolean
  disabled: boolean
  onClick: () => void
  label: string
  icon: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      disabled={disabled}
      onClick={onClick}
      className="inline-flex h-11 items-center gap-2 rounded-[10px] bg-raised px-3 font-medium ring-1 ring-line-2 ring-inset [&>svg]:size-4"
    >
      {icon}
      {label}
    </button>
  )
}
