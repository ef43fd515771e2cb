import { clothesOf } from './clothes.mjs'
import { faceOf } from './face.mjs'
import { hairOf } from './hair.mjs'
import { HAIR, ROOMS, SKINS } from './looks.mjs'

const f = (x) => x.toFixed(2)
const HEAD =
  'M131 74C130 48 144 37 160 37C176 37 190 48 189 74C189 97 177 120.5 160 120.5C143 120.5 131 97 131 74Z'

/** One frame of a person, drawn before the room: body, head on its neck, face on the head, each with its own small motion. */
export function portraitAt(person, pose) {
  const skin = SKINS[person.skin]
  const hair = hairOf({ style: person.style, colour: HAIR[person.hair], cloth: person.cloth })
  const clothes = clothesOf(person, skin, pose)
  const wide = person.wide ?? 1
  const inHead = (shift, what) =>
    `<g transform="translate(${f(pose.yaw * shift)} ${f(pose.pitch * Math.sign(shift) * 1.3)})">${what}</g>`
  const turned = `translate(${f(pose.x)} ${f(pose.y)}) rotate(${f(pose.tilt)} 160 128) translate(160 0) scale(${wide} 1) translate(-160 0)`
  const body = `<g transform="translate(${f(pose.x * 0.35)} ${f(pose.breath * 0.7)})">${clothes.body}</g>`
  const head = [
    inHead(-1.4, ears(person, skin)),
    `<path d="${HEAD}" fill="${skin.base}"/><path d="${HEAD}" fill="url(#flesh)"/>`,
    `<g clip-path="url(#headshape)"><g transform="translate(${f(pose.yaw * 1.6)} 3)" opacity=".2" style="filter:brightness(.2)">${hair.front}</g></g>`,
    inHead(3.6, faceOf(person, skin, pose)),
    inHead(1.4, hair.front),
    person.phones ? inHead(-0.8, headphones(person)) : '',
  ].join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">${definitions(person, skin)}
<g filter="url(#soft)" transform="translate(${160 + person.x} ${98 + person.y}) scale(${person.zoom}) translate(-160 -92)">
<g transform="${turned}">${inHead(-1.8, hair.back)}</g>${body}
<g transform="${turned}">${head}${hair.sides}</g>${clothes.before}</g>
<rect width="320" height="180" fill="url(#edge)"/><rect width="320" height="180" fill="${ROOMS[person.room].light}" opacity=".07"/></svg>`
}

function ears(person, skin) {
  if (person.style === 'hijab') return ''
  const ring = person.earrings
    ? [130, 190]
        .map(
          (x) =>
            `<circle cx="${x}" cy="95" r="2.2" fill="none" stroke="${person.earrings}" stroke-width="1.4"/>`,
        )
        .join('')
    : ''
  return `<ellipse cx="131" cy="84" rx="5" ry="8" fill="${skin.shade}"/><ellipse cx="189" cy="84" rx="5" ry="8" fill="${skin.shade}"/>${ring}`
}

const headphones = (
  person,
) => `<path d="M127 84C120 18 200 18 193 84" fill="none" stroke="${person.phones}" stroke-width="5"/>
<rect x="120" y="71" width="12" height="27" rx="5.5" fill="${person.phones}"/><rect x="188" y="71" width="12" height="27" rx="5.5" fill="${person.phones}"/>
<path d="M123 76v17M197 76v17" stroke="#fff" stroke-width="1.2" opacity=".25"/>`

function definitions(person, skin) {
  const [x1, x2] = person.lightFrom === 'left' ? [0, 1] : [1, 0]
  return `<defs><clipPath id="headshape"><path d="${HEAD}"/></clipPath>
<linearGradient id="flesh" x1="${x1}" x2="${x2}"><stop stop-color="${skin.light}" stop-opacity=".8"/>
<stop offset=".45" stop-color="${skin.base}" stop-opacity="0"/><stop offset="1" stop-color="${skin.shade}" stop-opacity=".85"/></linearGradient>
<linearGradient id="cloth" x1="${x1}" x2="${x2}"><stop stop-color="#fff" stop-opacity=".16"/><stop offset="1" stop-color="#000" stop-opacity=".36"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation=".35"/></filter>
<radialGradient id="edge"><stop offset=".55" stop-opacity="0"/><stop offset="1" stop-opacity=".4"/></radialGradient></defs>`
}
