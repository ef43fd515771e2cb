export const FRAMES_PER_SECOND = 15

/**
 * The clock in the picture. The clip is ten seconds long and is started at wall-clock seconds divisible by ten, so what it
 * shows is the true time modulo ten seconds, and the delay of any screen can be read. The eight cells below say the
 * frame's number in binary for programs that look at pixels (sandbox/people/picture-clock.ts).
 */
export function clockAt(frame) {
  const seconds = frame / FRAMES_PER_SECOND
  const angle = (seconds / 10) * Math.PI * 2
  const [handX, handY] = [270 + Math.sin(angle) * 4.2, 15 - Math.cos(angle) * 4.2]
  const cells = Array.from({ length: 8 }, (_, bit) => {
    const lit = (frame >> (7 - bit)) & 1
    return `<rect x="${264 + bit * 5}" y="23" width="5" height="4" fill="${lit ? '#e8ebef' : '#0b0d10'}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect x="260" y="7" width="48" height="22" rx="4" fill="#0b0d10" opacity=".72"/>
<circle cx="270" cy="15" r="5.4" fill="none" stroke="#aab2bd" stroke-width="1"/><path d="M270 15L${handX.toFixed(2)} ${handY.toFixed(2)}" stroke="#fff" stroke-width="1.3" stroke-linecap="round"/>
<text x="303" y="18.5" text-anchor="end" font-family="Clock" font-size="10" fill="#f2f4f7">${(Math.floor(seconds * 10) / 10).toFixed(1)}</text>${cells.join('')}</svg>`
}
