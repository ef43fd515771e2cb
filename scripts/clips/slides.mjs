const INK = '#27313d'
const SOFT = '#8a8f96'
const HOLD = 2.5
const TURN = 0.4

const text = (x, y, size, words, colour = INK, weight = 600) =>
  `<text x="${x}" y="${y}" font-family="Board" font-size="${size}" font-weight="${weight}" fill="${colour}">${words}</text>`

const bullets = (lines) =>
  lines
    .map(
      (line, i) =>
        `<circle cx="32" cy="${78 + i * 24}" r="2.6" fill="#3c6fb4"/>${text(42, 82 + i * 24, 12, line, '#434b55', 400)}`,
    )
    .join('')

const SLIDES = [
  () => `${text(28, 84, 21, 'Startup office hours')}${text(28, 106, 12, 'Ask anything about your first year', SOFT, 400)}
<rect x="28" y="122" width="46" height="5" rx="2" fill="#c66a4a"/>`,
  () =>
    `${text(28, 46, 16, 'Before you raise')}${bullets(['Ten customers who would miss you', 'One number you move each week', 'A year of costs you believe'])}`,
  (since) =>
    `${text(28, 42, 16, 'Weekly active teams')}${bars(since)}${text(196, 84, 26, '+38 %', '#2f7d5b')}${text(196, 104, 11, 'since the spring', SOFT, 400)}`,
  () =>
    `${text(28, 46, 16, 'Your turn')}${bullets(['Raise a hand, we go in order', 'Two minutes each', 'Notes are sent afterwards'])}`,
]

/** Four slides, each pushed in from the right; the last gives way to the first, where the loop begins. */
export function slidesAt(at) {
  const index = Math.floor(at / HOLD)
  const since = at - index * HOLD
  const leaving = since > HOLD - TURN ? ease((since - HOLD + TURN) / TURN) : 0
  const show = (
    slide,
    shift,
    age,
  ) => `<g transform="translate(${shift.toFixed(1)} 0)"><rect width="320" height="180" fill="#efece5"/>
<rect width="320" height="6" fill="${slide % 2 ? '#c66a4a' : '#3c6fb4'}"/>${SLIDES[slide](age)}</g>`
  const next = (index + 1) % SLIDES.length
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">${show(index % SLIDES.length, -320 * leaving, since)}
${leaving ? show(next, 320 - 320 * leaving, 0) : ''}${text(28, 170, 8, `${index + 1} / ${SLIDES.length}`, SOFT, 400)}</svg>`
}

function bars(since) {
  const grown = ease(Math.max(0, Math.min(1, (since - 0.3) / 0.9)))
  const heights = [26, 38, 34, 52, 64, 82]
  return heights
    .map((tall, i) => {
      const height = Math.max(2, tall * grown)
      return `<rect x="${30 + i * 25}" y="${(150 - height).toFixed(1)}" width="17" height="${height.toFixed(1)}" rx="2" fill="${i === 5 ? '#c66a4a' : '#3c6fb4'}"/>`
    })
    .join('')
}

const ease = (x) => x * x * (3 - 2 * x)
