/** A client that really sends: a drawn clip, in time, to a routed session. */
import { MediaStreamTrack, RtpHeader, RtpPacket } from 'werift'
import { eventually } from '../conformance/eventually.ts'
import { openPeer } from '../media/werift-peer.ts'
import { type Clip, readClip } from '../people/media/clip.ts'
import { STREAM, WireClient, type WireOptions } from './wire-client.ts'

export type WirePublisherOptions = WireOptions & {
  streamId?: string
  clip?: string
  /** Begins its clip anew when it is asked for a picture to start from, as an encoder makes one; otherwise it sends it straight on. */
  answersPictureRequests?: boolean
}

export type WirePublisher = {
  client: WireClient
  streamId: string
  /** How much it has sent so far. */
  sent: () => { pictures: number; sounds: number }
  close: () => void
}

const PICTURES_PER_SECOND = 15
const SOUNDS_PER_SECOND = 50

const packet = (payloadType: number, number: number, timestamp: number, marker: boolean, payload: Buffer) =>
  new RtpPacket(
    new RtpHeader({ payloadType, sequenceNumber: number & 0xffff, timestamp, marker, ssrc: 1 }),
    payload,
  )

/** Sends what is due; a busy machine catches up at the next turn. */
export const playClip = (clip: Clip, video: MediaStreamTrack, audio: MediaStreamTrack) => {
  const start = performance.now()
  const sent = { pictures: 0, sounds: 0, packets: 0 }
  /** Which picture was the clip's first. */
  let first = 0
  const timer = setInterval(() => {
    const seconds = (performance.now() - start) / 1000
    for (; sent.pictures < seconds * PICTURES_PER_SECOND; sent.pictures += 1) {
      const { payloads = [] } = clip.frames[(sent.pictures - first) % clip.frames.length] ?? {}
      for (const [part, payload] of payloads.entries()) {
        const last = part === payloads.length - 1
        video.writeRtp(packet(96, sent.packets++, sent.pictures * 6_000, last, payload))
      }
    }
    for (; sent.sounds < seconds * SOUNDS_PER_SECOND; sent.sounds += 1) {
      const payload = clip.audio[sent.sounds % clip.audio.length]
      if (payload) audio.writeRtp(packet(111, sent.sounds, sent.sounds * 960, false, payload))
    }
  }, 20)
  return {
    sent,
    beginAnew: () => {
      first = sent.pictures
    },
    stop: () => clearInterval(timer),
  }
}

/** Enters, publishes (as `s1` where no name is given), and resolves once its packets flow. */
export const startWirePublisher = async ({
  streamId = 's1',
  clip = 'mia',
  answersPictureRequests = true,
  ...options
}: WirePublisherOptions): Promise<WirePublisher> => {
  const path = `/stream/${streamId}`
  const client = new WireClient(options)
  await client.open()
  await client.enter()
  await client.ask('create', path, STREAM)
  const heard = async (method: string) => {
    await eventually(() => client.all(method, path).length > 0 || `no ${method}`, 30_000)
    return client.all(method, path)[0]?.content ?? {}
  }
  const { peerId, sourceStreamId } = await heard('generateoffer')
  const about = { peerId, sourceStreamId }
  const peer = openPeer(
    { onCandidate: (candidate) => void client.ask('candidate', path, { ...candidate, ...about }) },
    () => undefined,
  )
  const [video, audio] = [new MediaStreamTrack({ kind: 'video' }), new MediaStreamTrack({ kind: 'audio' })]
  peer.connection.addTransceiver(audio, { direction: 'sendonly' })
  const { sender } = peer.connection.addTransceiver(video, { direction: 'sendonly' })
  await peer.connection.setLocalDescription(await peer.connection.createOffer())
  await client.ask('offer', path, { sdp: peer.connection.localDescription?.sdp, ...about })
  const { sdp } = await heard('answer')
  await peer.connection.setRemoteDescription({ type: 'answer', sdp: String(sdp) })
  await eventually(
    () => peer.connection.connectionState === 'connected' || peer.connection.connectionState,
    30_000,
  )
  const playing = playClip(await readClip(clip), video, audio)
  if (answersPictureRequests) sender.onPictureLossIndication.subscribe(playing.beginAnew)
  return {
    client,
    streamId,
    sent: () => ({ pictures: playing.sent.pictures, sounds: playing.sent.sounds }),
    close: () => {
      playing.stop()
      peer.close()
      client.close()
    },
  }
}
