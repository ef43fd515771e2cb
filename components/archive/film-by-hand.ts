import type { Playable } from './playable.ts'

/** For tests: a video element whose time goes by hand. */
export class Film extends EventTarget implements Playable {
  currentTime = 0
  playbackRate = 1
  muted = false
  duration: number
  paused = true
  seeking = false
  readyState = 4
  error: unknown = null
  refuses = false
  constructor(duration: number) {
    super()
    this.duration = duration
  }
  async play() {
    if (this.refuses) throw new DOMException('Touch the page first', 'NotAllowedError')
    this.paused = false
  }
  pause() {
    this.paused = true
  }
  goOn(seconds: number) {
    if (this.paused || this.readyState < 3) return
    this.currentTime = Math.min(this.duration, this.currentTime + seconds * this.playbackRate)
  }
}
