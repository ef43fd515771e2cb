const INK = '#26303c'
const RED = '#c2453d'
const BLUE = '#2f66b5'

// Each line is drawn between two seconds of the clip; `text` is written letter by letter behind the pen.
const STROKES = [
  { from: 0.5, to: 1.6, d: 'M40 146C70 140 90 112 104 84S130 40 150 34', colour: RED, length: 170 },
  { from: 1.9, to: 2.6, d: 'M40 122L150 62', colour: BLUE, length: 126 },
  { from: 5.9, to: 6.3, d: 'M98 150V92', colour: '#8a8f96', length: 58 },
  {
    from: 7.3,
    to: 8.2,
    d: 'M181 98H244C248 98 248 128 244 128H184C180 128 180 99 186 98',
    colour: RED,
    length: 190,
  },
]
const LINES = [
  { from: 2.9, to: 4.3, x: 184, y: 54, text: 'y = 2x² − 3x + 1', width: 122 },
  { from: 4.6, to: 5.7, x: 184, y: 86, text: 'y′ = 4x − 3', width: 84 },
  { from: 6.5, to: 7.1, x: 190, y: 119, text: 'x₀ = ¾', width: 48 },
]
const WIPE = { from: 9, to: 9.8 }

/** A lesson's whiteboard: the axes stay, the rest is written, looked at and wiped away before the loop begins again. */
export function whiteboardAt(at) {
  const wiped = progress(WIPE, at)
  const edge = 30 + wiped * 290
  const strokes = STROKES.map((one) => {
    const done = progress(one, at)
    return `<path d="${one.d}" stroke="${one.colour}" stroke-dasharray="${(one.length * done).toFixed(1)} 400"${done ? '' : ' opacity="0"'}/>`
  })
  const lines = LINES.map((one, i) => {
    const shown = one.width * progress(one, at)
    return `<clipPath id="line${i}"><rect x="${one.x - 2}" y="${one.y - 22}" width="${shown.toFixed(1)}" height="32"/></clipPath>
<text x="${one.x}" y="${one.y}" clip-path="url(#line${i})">${one.text}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#f4f2ec"/>
<g stroke="${INK}" stroke-width="2" fill="none" stroke-linecap="round"><path d="M34 150V26M34 150H164M34 26L31 31M34 26L37 31M164 150L159 147M164 150L159 153"/></g>
<clipPath id="kept"><rect x="${wiped ? edge : 0}" width="320" height="180"/></clipPath>
<g clip-path="url(#kept)"><g fill="none" stroke-width="2.2" stroke-linecap="round">${strokes.join('')}</g>
<g font-family="Board" font-style="italic" font-size="17" fill="${INK}">${lines.join('')}</g></g>${wiped && wiped < 1 ? sponge(edge, at) : pen(at)}</svg>`
}

function pen(at) {
  const line = LINES.find((one) => at >= one.from && at < one.to)
  if (!line) return ''
  const x = line.x + line.width * progress(line, at)
  const y = line.y - 4 + Math.sin(at * 38) * 4
  return `<path d="M${x.toFixed(1)} ${y.toFixed(1)}l9 -13l6 4l-9 13l-7 2z" fill="#2b3138"/><path d="M${x.toFixed(1)} ${y.toFixed(1)}l2 -4l3 2z" fill="${RED}"/>`
}

const sponge = (x, at) =>
  `<rect x="${(x - 16).toFixed(1)}" y="${(66 + Math.sin(at * 22) * 52).toFixed(1)}" width="26" height="46" rx="5" fill="#4b545f"/>`

const progress = ({ from, to }, at) => Math.max(0, Math.min(1, (at - from) / (to - from)))
