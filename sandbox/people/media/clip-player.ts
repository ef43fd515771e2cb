/**
 * Turns a clip into an endless RTP stream, on the wall clock: frame n of the clip belongs to the time n/15 s modulo ten
 * seconds, so all people share one rhythm and the clock drawn in each picture is true. Sequence numbers and timestamps
 * run on over the loop, a pause and a change of clip.
 *
 * A wanted key frame is not waited for, and the clock must not go wrong for it: the second so far is sent at once, from
 * its key frame to now, with timestamps squeezed into the time of one frame. A viewer sees the present immediately.
 */
import { type Clip, FRAMES_PER_SECOND, OPUS_PER_SECOND } from './clip.ts'

export type MediaPacket = {
  kind: 'audio' | 'video'
  sequenceNumber: number
  timestamp: number
  marker: boolean
  payload: Buffer
}

export type ClipPlayer = {
  /** Emits what became due since the last call. */
  advance: (nowMs: number, emit: (packet: MediaPacket) => void) => void
  /** Somebody cannot decode: a key frame, soon. */
  wantPicture: () => void
  show: (clip: Clip) => void
  setSound: (on: boolean) => void
}

const TICKS_PER_FRAME = 90_000 / FRAMES_PER_SECOND
const TICKS_PER_OPUS = 48_000 / OPUS_PER_SECOND
const REPLAY_PAUSE_MS = 250
/** Behind by more than this, the past is dropped: the process was stopped, or it just begins. */
const LATE_FRAMES = 6
const LATE_OPUS = 25
/** A key frame that comes by itself within two frames is not worth a replay. */
const SOON_FRAMES = 2

const timestampOf = (ticks: number): number => Math.round(ticks) % 2 ** 32

export const createClipPlayer = (first: Clip, firstSequence: number, sound: boolean): ClipPlayer => {
  let clip = first
  const sequences = { audio: firstSequence & 0xffff, video: firstSequence & 0xffff }
  let lastFrame: number | null = null
  let lastOpus: number | null = null
  let talking = sound
  let resuming = true
  /** Nothing of this clip can be decoded yet: frames without a key frame before them are not sent. */
  let broken = true
  let wanted = true
  let replayedAt = Number.NEGATIVE_INFINITY

  const next = (kind: 'audio' | 'video'): number => {
    const sequenceNumber = sequences[kind]
    sequences[kind] = (sequenceNumber + 1) & 0xffff
    return sequenceNumber
  }

  const frameAt = (index: number) => clip.frames[index % clip.frames.length]

  const sendFrame = (index: number, timestamp: number, emit: (packet: MediaPacket) => void): void => {
    const payloads = frameAt(index)?.payloads ?? []
    payloads.forEach((payload, part) => {
      emit({
        kind: 'video',
        sequenceNumber: next('video'),
        timestamp,
        marker: part === payloads.length - 1,
        payload,
      })
    })
  }

  const keyFrameBefore = (index: number): number => {
    let key = index
    while (!frameAt(key)?.isKey) key -= 1
    return key
  }

  const keyFrameComesSoon = (index: number): boolean =>
    Array.from({ length: SOON_FRAMES }, (_, ahead) => frameAt(index + ahead + 1)?.isKey).includes(true)

  const replay = (current: number, nowMs: number, emit: (packet: MediaPacket) => void): void => {
    const key = keyFrameBefore(current)
    const squeeze = TICKS_PER_FRAME / (current - key + 2)
    for (let index = key; index <= current; index += 1) {
      sendFrame(index, timestampOf(current * TICKS_PER_FRAME + squeeze * (index - key + 1)), emit)
    }
    replayedAt = nowMs
    wanted = false
    broken = false
  }

  const advanceVideo = (nowMs: number, emit: (packet: MediaPacket) => void): void => {
    const current = Math.floor((nowMs * FRAMES_PER_SECOND) / 1000)
    if (lastFrame !== null && current < lastFrame) return
    if (lastFrame === null || current - lastFrame > LATE_FRAMES) {
      lastFrame = current - 1
      broken = true
      wanted = true
    }
    while (lastFrame < current) {
      lastFrame += 1
      if (frameAt(lastFrame)?.isKey) {
        broken = false
        wanted = false
      }
      if (!broken) sendFrame(lastFrame, timestampOf(lastFrame * TICKS_PER_FRAME), emit)
    }
    if (wanted && nowMs - replayedAt >= REPLAY_PAUSE_MS && !keyFrameComesSoon(current))
      replay(current, nowMs, emit)
  }

  const advanceAudio = (nowMs: number, emit: (packet: MediaPacket) => void): void => {
    if (!talking || clip.audio.length === 0) return
    const current = Math.floor((nowMs * OPUS_PER_SECOND) / 1000)
    if (lastOpus === null || current - lastOpus > LATE_OPUS) {
      lastOpus = current - 1
      resuming = true
    }
    while (lastOpus < current) {
      lastOpus += 1
      const payload = clip.audio[lastOpus % clip.audio.length]
      if (!payload) continue
      const timestamp = timestampOf(lastOpus * TICKS_PER_OPUS)
      // The marker says that speech begins anew, so that a receiver does not wait for what was never sent.
      emit({ kind: 'audio', sequenceNumber: next('audio'), timestamp, marker: resuming, payload })
      resuming = false
    }
  }

  return {
    advance: (nowMs, emit) => {
      advanceVideo(nowMs, emit)
      advanceAudio(nowMs, emit)
    },
    wantPicture: () => {
      wanted = true
    },
    show: (shown) => {
      clip = shown
      broken = true
      wanted = true
      replayedAt = Number.NEGATIVE_INFINITY
    },
    setSound: (on) => {
      if (!on) lastOpus = null
      talking = on
    },
  }
}
