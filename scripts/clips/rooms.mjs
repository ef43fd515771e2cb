import { ROOMS } from './looks.mjs'
import { randomFrom } from './random.mjs'

/** The room behind a person, out of focus. It stands still: a still background costs no bits. */
export function roomOf(person) {
  const colours = ROOMS[person.room]
  const random = randomFrom(`room ${person.key}`)
  const left = person.lightFrom === 'left'
  const shapes = KINDS[colours.kind](colours, left, random)
  const [x1, x2] = left ? [0, 1] : [1, 0]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><defs>
<linearGradient id="wall" x1="${x1}" x2="${x2}" y1="0" y2="1"><stop stop-color="${colours.wall}"/>
<stop offset="1" stop-color="${colours.corner}"/></linearGradient>
<filter id="far" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="5"/></filter></defs>
<rect width="320" height="180" fill="url(#wall)"/><g filter="url(#far)">${shapes}</g></svg>`
}

const rect = (x, y, w, h, fill, opacity = 1, rx = 0) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${rx}" fill="${fill}" opacity="${opacity}"/>`
const circle = (x, y, r, fill, opacity = 1) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" opacity="${opacity}"/>`

const KINDS = {
  window({ corner, light }, left) {
    const x = left ? 10 : 212
    const other = left ? 228 : 22
    return [
      rect(x, 4, 98, 112, light, 0.9),
      rect(x + 46, 4, 6, 112, corner, 0.6),
      rect(x, 58, 98, 5, corner, 0.5),
      rect(other, 26, 60, 46, corner, 0.55),
      rect(other + 6, 32, 48, 34, light, 0.35),
      `<ellipse cx="${left ? 292 : 34}" cy="152" rx="30" ry="54" fill="#2f4a35" opacity=".6"/>`,
      circle(left ? 280 : 22, 100, 14, '#3f6047', 0.6),
      circle(left ? 304 : 50, 92, 12, '#35543d', 0.6),
    ].join('')
  },
  shelves({ corner, light }, left, random) {
    const lamp = left ? 40 : 284
    const jars = [30, 66, 96, 224, 252, 288].map((x) => {
      const tall = 16 + random() * 16
      return rect(
        x,
        62 - tall,
        15,
        tall,
        ['#9c5b45', '#5c7466', '#c99a55', '#efe5cf'][Math.floor(random() * 4)],
        0.9,
        4,
      )
    })
    return [
      rect(0, 62, 320, 5, '#6b563c'),
      ...jars,
      circle(lamp, 20, 62, light, 0.55),
      circle(lamp, 16, 16, '#fffbe8'),
      rect(0, 128, 320, 60, corner, 0.9),
      circle(left ? 270 : 50, 112, 16, '#b7653f', 0.8),
    ].join('')
  },
  books(_, left, random) {
    let shapes = circle(left ? 20 : 300, 20, 80, '#ffbf7a', 0.25)
    for (let row = 0; row < 4; row++) {
      shapes += rect(0, row * 44 + 34, 320, 5, '#150e0a')
      for (let x = 0; x < 320; x += 12 + random() * 9) {
        const tall = 18 + random() * 15
        const colour = ['#8a5443', '#9a8554', '#456070', '#664860', '#b09a76', '#35493f'][
          Math.floor(random() * 6)
        ]
        shapes += rect(
          x.toFixed(0),
          (row * 44 + 34 - tall).toFixed(0),
          (8 + random() * 6).toFixed(0),
          tall.toFixed(0),
          colour,
          0.85,
        )
      }
    }
    return shapes
  },
  lamp({ wall, corner, light }, left) {
    const x = left ? 54 : 268
    return [
      circle(x, 50, 78, light, 0.3),
      circle(x, 44, 20, light, 0.95),
      rect(x - 2, 60, 4, 80, '#0b0908', 0.6),
      rect(left ? 206 : 18, 24, 88, 62, corner, 0.8),
      rect(left ? 213 : 25, 31, 74, 48, wall, 0.95),
      rect(left ? 196 : 8, 128, 112, 60, corner, 0.8),
    ].join('')
  },
  city({ light }, left, random) {
    const lights = Array.from({ length: 26 }, () => {
      const warm = random() < 0.6 ? '#ffcf8f' : light
      return circle(
        (random() * 320).toFixed(0),
        (24 + random() * 96).toFixed(0),
        (3 + random() * 5).toFixed(1),
        warm,
        0.75,
      )
    })
    return [
      rect(0, 70, 60, 90, '#141a29', 0.9),
      rect(70, 46, 44, 110, '#182034', 0.9),
      rect(210, 58, 50, 100, '#151c2e', 0.9),
      rect(268, 36, 60, 130, '#182034', 0.9),
      ...lights,
      circle(left ? 40 : 280, 20, 40, light, 0.3),
    ].join('')
  },
  sign({ light }, left) {
    const x = left ? 16 : 200
    return [
      circle(left ? 60 : 262, 36, 84, light, 0.24),
      rect(x, 20, 104, 7, light, 1, 3),
      rect(x, 20, 7, 58, light, 0.8, 3),
      rect(x, 20, 104, 60, light, 0.16),
      rect(left ? 214 : 26, 54, 80, 52, '#8fb7ff', 0.42, 2),
      rect(left ? 196 : 8, 124, 116, 6, '#000', 0.35),
    ].join('')
  },
  stage({ light }, left) {
    const [a, b] = left ? [light, '#7a8bff'] : ['#ff6f91', '#6fd0ff']
    return [
      `<path d="M40 -10L160 190L-50 190Z" fill="${a}" opacity=".34"/>`,
      `<path d="M280 -10L370 190L160 190Z" fill="${b}" opacity=".3"/>`,
      circle(46, 6, 13, '#fff', 0.9),
      circle(276, 6, 13, '#e6ebff', 0.9),
      circle(160, 4, 9, '#fff', 0.5),
      rect(0, 150, 320, 40, '#000', 0.4),
    ].join('')
  },
  panels({ wall, light }, left) {
    const foam = Array.from({ length: 8 }, (_, i) =>
      rect(8 + i * 40, 12 + (i % 2) * 10, 32, 62, i % 2 ? wall : '#232d30', 0.9, 3),
    )
    return [
      ...foam,
      circle(left ? 30 : 292, 96, 52, light, 0.4),
      circle(left ? 30 : 292, 96, 14, light, 0.95),
    ].join('')
  },
}
