/**
 * What somebody publishes of themselves into one connected session. Force mute only asks: the SDK switches the microphone
 * off and says so, and nothing keeps it off, so the person is told who did it and may switch it on again.
 */
import type { OpenTok } from '#components/video/opentok.ts'
import type { Devices } from './use-devices.ts'

export type OwnStreamView =
  | { state: 'starting' }
  | { state: 'on'; audio: boolean; video: boolean; platformId: string }
  /** A moderator took it away. */
  | { state: 'taken' }
  | { state: 'failed'; why: 'refused' | 'not-allowed' | 'network' }

type Told = {
  changed: () => void
  element: (element: HTMLVideoElement) => void
  mutedByModerator: () => void
}

export class OwnStream {
  readonly #session: OpenTok.Session
  readonly #publisher: OpenTok.Publisher
  readonly #told: Told
  #view: OwnStreamView = { state: 'starting' }
  #over = false

  constructor(opentok: typeof OpenTok, session: OpenTok.Session, name: string, devices: Devices, told: Told) {
    this.#session = session
    this.#told = told
    this.#publisher = opentok.initPublisher(
      undefined,
      {
        insertDefaultUI: false,
        name,
        resolution: '640x360',
        frameRate: 30,
        audioSource: devices.microphone ?? false,
        videoSource: devices.camera ?? false,
        publishAudio: devices.microphoneOn && devices.microphone !== null,
        publishVideo: devices.cameraOn && devices.camera !== null,
      },
      (error) => error && this.#failed('refused'),
    )
    this.#listen()
    session.publish(this.#publisher, (error) => {
      if (error) this.#failed(error.name === 'OT_PERMISSION_DENIED' ? 'not-allowed' : 'network')
    })
  }

  readonly view = (): OwnStreamView => this.#view

  setAudio(on: boolean): void {
    this.#switch(on, 'audio')
  }

  setVideo(on: boolean): void {
    this.#switch(on, 'video')
  }

  close(): void {
    this.#over = true
    try {
      this.#session.unpublish(this.#publisher)
    } catch {
      // The session was left before: then its stream went with it.
    }
    this.#publisher.destroy()
  }

  #listen(): void {
    const publisher = this.#publisher
    publisher.on('videoElementCreated', ({ element }) => this.#told.element(element as HTMLVideoElement)) // never a plug-in
    publisher.on('streamCreated', ({ stream }) =>
      this.#show({
        state: 'on',
        audio: stream.hasAudio,
        video: stream.hasVideo,
        platformId: stream.streamId,
      }),
    )
    publisher.on('muteForced', () => {
      if (this.#view.state === 'on') this.#show({ ...this.#view, audio: false })
      this.#told.mutedByModerator()
    })
    publisher.on('streamDestroyed', (event) => {
      event.preventDefault() // the SDK would take the element away by itself
      if (event.reason === 'forceUnpublished') this.#show({ state: 'taken' })
    })
  }

  #switch(on: boolean, kind: 'audio' | 'video'): void {
    if (this.#view.state !== 'on') return
    if (kind === 'audio') this.#publisher.publishAudio(on)
    else this.#publisher.publishVideo(on)
    this.#show({ ...this.#view, [kind]: on })
  }

  #failed(why: 'refused' | 'not-allowed' | 'network'): void {
    if (this.#view.state !== 'failed') this.#show({ state: 'failed', why })
  }

  #show(view: OwnStreamView): void {
    if (this.#over) return
    this.#view = view
    this.#told.changed()
  }
}
