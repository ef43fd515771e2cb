/* Pictures that are drawn, and recordings that are played. */

let canvas = null
let track = null

/** A moving picture of that size, as a track of its own: what it shows can be turned and changed in size. */
window.drawnTrack = ({ width, height }) => {
  canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  const draw = (time) => {
    pen.fillStyle = `hsl(${(time / 20) % 360} 80% 50%)`
    pen.fillRect(0, 0, canvas.width, canvas.height)
    if (canvas) requestAnimationFrame(draw)
  }
  draw(0)
  track = canvas.captureStream(15).getVideoTracks()[0]
  return track
}

window.resizeDrawn = (width, height) => Object.assign(canvas, { width, height }) && undefined

/** As when somebody ends a shared screen in the browser's own bar: the page learns it from the event alone. */
window.endDrawn = () => {
  track.stop()
  track.dispatchEvent(new Event('ended'))
}

/** Plays a recording for a second, and jumps into it. */
window.playRecording = async (url) => {
  const video = document.createElement('video')
  Object.assign(video, { src: url, muted: true })
  await new Promise((resolve, reject) => {
    video.onerror = () => reject(new Error(video.error.message))
    video.ontimeupdate = () => video.currentTime > 1 && video.videoWidth > 0 && resolve()
    video.play().catch(reject)
  })
  if (!(video.duration > 2)) throw new Error(`duration ${video.duration}`)
  await new Promise((resolve) => {
    video.onseeked = resolve
    video.currentTime = 0.5
  })
}
