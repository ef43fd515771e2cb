const f = (x) => x.toFixed(2)
const TORSO = 'M58 196C62 148 108 139 140 130L180 130C212 139 258 148 262 196Z'

/** @returns {{ body: string, before: string }} neck and torso, and what is held before the face (microphone, arms). */
export function clothesOf(person, skin, pose) {
  const neck = `<path d="M146 102L174 102L180 131C174 147 146 147 140 131Z" fill="${person.style === 'hijab' ? person.cloth : skin.shade}"/>
<path d="M146 104C150 124 170 124 174 104L174.6 110C170 130 150 130 145.4 110Z" fill="#000" opacity=".16"/>`
  const torso = `<path d="${TORSO}" fill="${person.shirt}"/><path d="${TORSO}" fill="url(#cloth)"/>`
  return {
    body: torso + neck + COLLARS[person.collar ?? 'tee'](person.shirt, person.under ?? '#e9e4da'),
    before:
      (person.microphone ? microphone(pose, skin) : '') +
      (person.waves ? arms(pose, skin, person.shirt) : ''),
  }
}

const COLLARS = {
  tee: (
    shirt,
  ) => `<path d="M138 129C142 151 178 151 182 129L188 132C184 160 136 160 132 132Z" fill="${shirt}"/>
<path d="M132 132C136 160 184 160 188 132" fill="none" stroke="#000" stroke-width="1.2" opacity=".25"/>`,
  hoodie: (
    shirt,
  ) => `<path d="M140 127C120 132 112 146 120 160C132 150 146 160 160 168C174 160 188 150 200 160C208 146 200 132 180 127C186 142 172 154 160 158C148 154 134 142 140 127Z" fill="${shirt}"/>
<path d="M120 160C132 150 146 160 160 168C174 160 188 150 200 160" fill="none" stroke="#000" stroke-width="1.6" opacity=".28"/>
<path d="M150 166V186M170 166V186" stroke="#e9e4da" stroke-width="1.8" opacity=".7"/>`,
  shirt: (
    shirt,
  ) => `<path d="M140 127L160 152L138 164L128 134Z" fill="${shirt}"/><path d="M180 127L160 152L182 164L192 134Z" fill="${shirt}"/>
<path d="M140 127L160 152L138 164M180 127L160 152L182 164M160 152V196" fill="none" stroke="#000" stroke-width="1.3" opacity=".3"/>`,
  blazer: (
    shirt,
    under,
  ) => `<path d="M140 129L160 196L180 129L176 126C172 140 148 140 144 126Z" fill="${under}"/>
<path d="M138 128L160 192L122 196L116 146Z" fill="${shirt}"/><path d="M182 128L160 192L198 196L204 146Z" fill="${shirt}"/>
<path d="M138 128L124 150L140 160L160 192M182 128L196 150L180 160L160 192" fill="none" stroke="#000" stroke-width="1.4" opacity=".35"/>`,
  polo: (
    shirt,
    under,
  ) => `<path d="M142 118C150 126 170 126 178 118L182 136C172 148 148 148 138 136Z" fill="${under === '#e9e4da' ? shirt : under}"/>
<path d="M138 136C148 148 172 148 182 136" fill="none" stroke="#000" stroke-width="1.4" opacity=".3"/>
<path d="M141 124C150 132 170 132 179 124" fill="none" stroke="#fff" stroke-width="1" opacity=".12"/>`,
}

/** Held a little below the lips, so that they stay to be seen. */
function microphone(pose, skin) {
  const [x, y] = [172 + pose.x, 121 + pose.y + pose.open * 1.5]
  return `<g transform="translate(${f(x)} ${f(y)}) rotate(-24)"><rect x="-4" y="4" width="8" height="44" rx="3.5" fill="#17181c"/>
<circle r="8.6" fill="#6d727b"/><circle r="8.6" fill="none" stroke="#23262b" stroke-width="1.6"/><path d="M-6 -3H6M-7 1H7M-5 5H5" stroke="#3a3f47" stroke-width="1.1"/>
<path d="M-15 30C-13 22 10 20 13 27L16 60C6 68 -10 68 -16 60Z" fill="${skin.base}"/>
<path d="M-14 33H8M-14 40H9M-13 47H9" stroke="${skin.shade}" stroke-width="1.6" stroke-linecap="round" opacity=".8"/></g>`
}

function arms(pose, skin, shirt) {
  return (
    arm(232, 190, 12 + pose.wave * 17, 1, skin, shirt) + arm(90, 192, -12 + pose.wave * 15, -1, skin, shirt)
  )
}

function arm(x, y, angle, side, skin, shirt) {
  const fingers = [-26, -9, 8, 25]
    .map(
      (turn) =>
        `<rect x="-3" y="-24" width="6" height="22" rx="3" transform="translate(0 -80) rotate(${turn})" fill="${skin.base}"/>`,
    )
    .join('')
  return `<g transform="translate(${x} ${y}) rotate(${f(angle)})"><path d="M-13 14L-9 -34L9 -34L13 14Z" fill="${shirt}"/>
<path d="M-8.5 -30L-6.5 -68L6.5 -68L8.5 -30Z" fill="${skin.base}"/><ellipse cy="-78" rx="11.5" ry="13" fill="${skin.base}"/>${fingers}
<rect x="-2.8" y="-16" width="5.6" height="16" rx="2.8" transform="translate(${-side * 8} -74) rotate(${-side * 58})" fill="${skin.base}"/></g>`
}
