import { CLIP_SECONDS, FRAMES_PER_SECOND } from './clip.ts'

/** Where `scripts/clips/clock.mjs` draws the cells, in a picture 320 wide. */
const FIRST_CELL = { x: 266.5, y: 25 }
const CELL_WIDTH = 5
const CELLS = 8

/**
 * Reads the number of the frame from the eight cells under the drawn clock: `brightness` gives 0 to 255 at a point of the
 * picture. Null when what is read cannot be a frame of a clip.
 */
export const frameInPicture = (
  width: number,
  brightness: (x: number, y: number) => number,
): number | null => {
  const scale = width / 320
  let frame = 0
  for (let cell = 0; cell < CELLS; cell += 1) {
    const x = Math.floor((FIRST_CELL.x + cell * CELL_WIDTH) * scale)
    frame = frame * 2 + (brightness(x, Math.floor(FIRST_CELL.y * scale)) > 127 ? 1 : 0)
  }
  return frame < CLIP_SECONDS * FRAMES_PER_SECOND ? frame : null
}

/** How old the picture is that shows this frame now; never more than ten seconds can be told apart. */
export const ageOfFrame = (frame: number, nowMs: number): number => {
  const loopMs = CLIP_SECONDS * 1000
  return (nowMs - (frame * 1000) / FRAMES_PER_SECOND + loopMs) % loopMs
}
