'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dot } from '#components/ui/dot.tsx'
import { FIELD } from '#components/ui/input.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { replied } from '#components/ui/replied.ts'
import { firstGraphemes } from '#components/ui/visible-text.ts'
import { enterRoom } from '#lib/issuing/actions.ts'
import type { RoomTicket } from '#lib/issuing/model.ts'
import { CameraPreview } from './camera-preview.tsx'
import { keepPlace, keepReceipt, keptReceipt, microphoneWasOff } from './receipts.ts'
import { type Devices, type Preview, usePreview } from './use-devices.ts'

type CheckProps = {
  invite: string
  sessionName: string | null
  projectName: string | null
  role: 'publisher' | 'subscriber'
  recorded: boolean
  longestName: number
  onEnter: (ticket: RoomTicket, devices: Devices) => void
}

type Entering = { state: 'no' } | { state: 'yes' } | { state: 'refused'; words: string }

/** Before somebody comes in: their name, and how others will see and hear them. */
export function RoomCheck(props: CheckProps) {
  const { invite, sessionName, projectName, role, recorded, longestName, onEnter } = props
  const speaks = role === 'publisher'
  const { preview, again } = usePreview(speaks)
  const [name, setName] = useState('')
  const [camera, setCamera] = useState(true)
  const [microphone, setMicrophone] = useState(true)
  const [entering, setEntering] = useState<Entering>({ state: 'no' })
  const nameField = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (microphoneWasOff(invite)) setMicrophone(false)
  }, [invite])

  const enter = async () => {
    if (name.trim() === '') {
      nameField.current?.focus()
      return setEntering({ state: 'refused', words: 'Type your name' })
    }
    setEntering({ state: 'yes' })
    const receipt = keptReceipt(invite)
    const reply = await replied(enterRoom({ invite, name, ...(receipt && { receipt }) }))
    if (!reply)
      return setEntering({
        state: 'refused',
        words: 'There was no answer. Look at your network, then try again.',
      })
    if (!reply.ok) return setEntering({ state: 'refused', words: reply.message })
    keepReceipt(invite, reply.value.receipt)
    keepPlace(invite, reply.value)
    onEnter(reply.value, devicesOf(preview, { camera, microphone }))
  }

  const without = speaks && preview.state !== 'ready' && preview.state !== 'asking'
  return (
    <main className="grid min-h-dvh content-center gap-6 px-5 py-8 sm:mx-auto sm:max-w-[960px] sm:grid-cols-[minmax(0,1fr)_320px] sm:items-center sm:gap-10">
      {speaks && (
        <CameraPreview
          preview={preview}
          camera={camera}
          microphone={microphone}
          onCamera={setCamera}
          onMicrophone={setMicrophone}
          onAgain={again}
        />
      )}
      <form
        noValidate // its own words say what is missing
        className={
          speaks ? 'grid gap-4' : 'grid w-full max-w-[380px] gap-4 sm:col-span-2 sm:justify-self-center'
        }
        onSubmit={(event) => {
          event.preventDefault()
          if (entering.state !== 'yes') void enter()
        }}
      >
        <div>
          <h1 className="flex font-semibold text-2xl tracking-[-0.02em]">
            <PersonName name={sessionName} fallback="Join the session" />
          </h1>
          <p className="mt-1 text-base text-ink-2">
            {projectName === null ? 'You were here before: come in again.' : `Moderated by ${projectName}.`}{' '}
            {speaks ? 'Others see and hear you.' : 'You watch and listen; others do not see you.'}
          </p>
          {recorded && (
            <p className="mt-2 flex items-center gap-2 font-medium text-base">
              <Dot className="size-2 text-recording" />
              This session is being recorded.
            </p>
          )}
        </div>
        <div className="grid gap-1.5">
          <label htmlFor="name" className="font-[550]">
            Your name
          </label>
          <input
            ref={nameField}
            id="name"
            name="name"
            autoComplete="nickname"
            required
            value={name}
            aria-describedby="name-about"
            aria-invalid={entering.state === 'refused'}
            onChange={(event) => setName(firstGraphemes(event.target.value, longestName))}
            className={`${FIELD} h-11 px-3 text-base outline-none`}
          />
          <p id="name-about" className="text-ink-2 text-xs">
            Everyone in the session reads it.
          </p>
        </div>
        {entering.state === 'refused' && (
          <p role="alert" className="text-failed">
            {entering.words}
          </p>
        )}
        <Button
          type="submit"
          variant="primary"
          className="h-12! rounded-[10px]! text-[0.9375rem]!"
          disabled={entering.state === 'yes' || (speaks && preview.state === 'asking')}
        >
          {entering.state === 'yes' ? 'Joining' : without ? 'Join without camera and microphone' : 'Join'}
        </Button>
      </form>
    </main>
  )
}

/** The devices the preview runs on, so that the session gets the same. */
function devicesOf(preview: Preview, wanted: { camera: boolean; microphone: boolean }): Devices {
  const tracks = preview.state === 'ready' ? preview.stream.getTracks() : []
  const idOf = (kind: string) => tracks.find((track) => track.kind === kind)?.getSettings().deviceId ?? null
  return {
    camera: idOf('video'),
    microphone: idOf('audio'),
    cameraOn: wanted.camera,
    microphoneOn: wanted.microphone,
  }
}
