import { HAIR } from './looks.mjs'

const f = (x) => x.toFixed(2)

/** Eyes, brows, nose, mouth and what is worn before them, for one pose. */
export function faceOf(person, skin, pose) {
  return [
    person.freckles ? freckles(skin) : '',
    cheeks(skin, person),
    eyes(person, pose),
    brows(person, pose),
    nose(person, skin, pose),
    person.beard ? beard(person, pose) : '',
    mouth(person, skin, pose),
    person.glasses ? glasses(person) : '',
  ].join('')
}

function eyes(person, pose) {
  const wide = person.eyes ?? 1
  return [148.5, 171.5]
    .map((x) => {
      const open = Math.max(0.06, 1 - pose.lid) * (1 + pose.brow * 0.12)
      const iris = `<circle cx="${f(x + pose.gaze.x + pose.yaw * 0.6)}" cy="${f(80 + pose.gaze.y)}" r="2.7" fill="${person.iris ?? '#2a1a12'}"/>
<circle cx="${f(x + pose.gaze.x + pose.yaw * 0.6)}" cy="${f(80 + pose.gaze.y)}" r="1.3" fill="#0d0a09"/>
<circle cx="${f(x + pose.gaze.x + 0.9)}" cy="${f(79 + pose.gaze.y)}" r=".75" fill="#fff" opacity=".9"/>`
      const shape = `M${x - 5.4} 80.4Q${x} ${f(80 - 5.6 * open * wide)} ${x + 5.4} 80.4Q${x} ${f(80.4 + 4.2 * open * wide)} ${x - 5.4} 80.4Z`
      const id = `eye${Math.round(x)}`
      return `<clipPath id="${id}"><path d="${shape}"/></clipPath><path d="${shape}" fill="#f5efe9"/>
<g clip-path="url(#${id})">${iris}<path d="M${x - 6} 75.5H${x + 6}V77.6H${x - 6}Z" fill="#000" opacity=".13"/></g>
<path d="M${x - 5.8} 80.6Q${x} ${f(80 - 5.9 * open * wide)} ${x + 5.8} 80.4" fill="none" stroke="#1d130f" stroke-width="${person.lashes ? 1.7 : 1.2}" stroke-linecap="round"/>`
    })
    .join('')
}

function brows(person, pose) {
  const colour = person.browColour ?? darker(HAIR[person.hair])
  const up = pose.brow * 2.2
  const weight = person.brows ?? 2.2
  return [148.5, 171.5]
    .map((x, i) => {
      const inner = i === 0 ? x + 6.4 : x - 6.4
      const outer = i === 0 ? x - 7 : x + 7
      return `<path d="M${inner} ${f(72.4 - up * 0.6)}Q${x} ${f(69 - up)} ${outer} ${f(72.6 - up * 0.7)}" stroke="${colour}"
stroke-width="${weight}" fill="none" stroke-linecap="round" opacity=".88"/>`
    })
    .join('')
}

function nose(person, skin, pose) {
  const side = person.lightFrom === 'left' ? 1 : -1
  const length = person.nose ?? 0
  const x = 160 + pose.yaw * 1.4
  return `<path d="M${f(x + side * 1.5)} 81Q${f(x + side * 5)} ${f(91 + length)} ${f(x - side * 0.5)} ${f(93.5 + length)}" stroke="${skin.shade}"
stroke-width="2" fill="none" stroke-linecap="round" opacity=".65"/>`
}

function mouth(person, skin, pose) {
  const half = (8.2 + (person.mouth ?? 0)) * (1 - pose.round * 0.34) + pose.smile * 0.9
  const corner = 101 - pose.smile * 1.1
  const upper = 101.4 - pose.open * 2.6 - pose.round * 0.6
  const lower = 101.8 + pose.smile * 2.2 + pose.open * 11 * (person.loudMouth ?? 1)
  const [l, r] = [160 - half, 160 + half]
  const colour = person.lipstick ?? skin.lip
  if (pose.open < 0.08)
    return `<path d="M${f(l)} ${f(corner)}Q160 ${f((upper + lower) / 2 + pose.smile * 1.6)} ${f(r)} ${f(corner)}" stroke="${colour}"
stroke-width="2.6" fill="none" stroke-linecap="round" opacity=".92"/>`
  const shape = `M${f(l)} ${f(corner)}Q160 ${f(upper)} ${f(r)} ${f(corner)}Q160 ${f(lower)} ${f(l)} ${f(corner)}Z`
  return `<clipPath id="lips"><path d="${shape}"/></clipPath><path d="${shape}" fill="#431418"/>
<g clip-path="url(#lips)"><ellipse cx="160" cy="${f(lower - 1)}" rx="6" ry="3.2" fill="#b85a58" opacity=".85"/>
<rect x="${f(160 - half * 0.72)}" y="${f(upper - 3)}" width="${f(half * 1.44)}" height="${f(4.4 + pose.open * 0.9)}" rx="1.5" fill="#efe6de"/></g>
<path d="${shape}" fill="none" stroke="${colour}" stroke-width="2.1" stroke-linejoin="round"/>`
}

function beard(person, pose) {
  const drop = pose.open * 2.6
  const full = person.beard === 'full'
  const d = full
    ? `M130.8 80C132 108 145 ${f(125 + drop)} 160 ${f(125 + drop)}C175 ${f(125 + drop)} 188 108 189.2 80C186 93 179 95.5 172 95Q160 92 148 95C141 95.5 134 93 130.8 80Z`
    : `M143 99C146 ${f(119 + drop)} 152 ${f(122 + drop)} 160 ${f(122 + drop)}C168 ${f(122 + drop)} 174 ${f(119 + drop)} 177 99C174 95 168 94.5 160 95C152 94.5 146 95 143 99Z`
  return `<path d="${d}" fill="${person.beardColour ?? HAIR[person.hair]}" opacity="${full ? 0.88 : 0.6}"/>`
}

const cheeks = (skin, person) =>
  [141, 179]
    .map((x) => `<ellipse cx="${x}" cy="93" rx="6.5" ry="4" fill="${person.rosy ?? skin.lip}" opacity=".1"/>`)
    .join('')

const freckles = (skin) =>
  [143, 147, 151, 169, 173, 177]
    .map((x, i) => `<circle cx="${x}" cy="${89 + (i % 3) * 1.6}" r=".7" fill="${skin.shade}" opacity=".7"/>`)
    .join('')

function glasses(person) {
  const frame =
    person.glasses === 'round'
      ? (x) => `<circle cx="${x}" cy="80.5" r="8.8"/>`
      : (x) => `<rect x="${x - 9}" y="73.5" width="18" height="13.5" rx="4.5"/>`
  return `<g fill="rgb(255 255 255/.08)" stroke="${person.frames ?? '#17181b'}" stroke-width="1.7">${frame(148.5)}${frame(171.5)}
<path d="M157 79Q160 77.5 163 79M139.5 78L131 76M180.5 78L189 76" fill="none"/></g>`
}

function darker(hex) {
  return `#${[1, 3, 5]
    .map((at) =>
      Math.round(Number.parseInt(hex.slice(at, at + 2), 16) * 0.72)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
