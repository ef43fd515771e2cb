import { randomFrom } from './random.mjs'

const VOWELS = ['a', 'e', 'i', 'o', 'u', 'x', 'a', 'e', 'x']
const SHOUTED = ['a', 'a', 'e', 'o']
const SCALE = [0, 2, 4, 7, 9, 7, 4, 2]

/**
 * What is said in ten seconds: syllables with a start, a length, a vowel, a strength and a pitch in semitones.
 * Both the sound and the lips are made from this one list, so they cannot drift apart.
 */
export function planSpeech({ seed, manner, turns }) {
  const random = randomFrom(`speech ${seed}`)
  return turns.flatMap(([from, to]) =>
    manner === 'song' ? sing(from, to, random) : talk(from, to, random, manner),
  )
}

/** How wide the mouth stands open (0..1) and how round it is (0..1) at one moment. */
export function lipsAt(syllables, at) {
  let open = 0
  let round = 0
  for (const one of syllables) {
    const strength = envelopeOf(one, at)
    if (strength <= 0) continue
    open = Math.max(open, strength * OPENNESS[one.vowel] * one.strength)
    round += strength * (one.vowel === 'o' ? 0.8 : one.vowel === 'u' ? 1 : 0)
  }
  return { open: Math.min(1, open), round: Math.min(1, round) }
}

/** Rises in 45 ms, falls in 80 ms; never steps, so that nothing clicks. */
export function envelopeOf(syllable, at) {
  const since = at - syllable.at
  const left = syllable.at + syllable.length - at
  if (since <= 0 || left <= 0) return 0
  return smooth(since / 0.045) * smooth(left / 0.08)
}

const OPENNESS = { a: 1, e: 0.72, i: 0.42, o: 0.8, u: 0.45, x: 0.6 }

const smooth = (x) => (x >= 1 ? 1 : x * x * (3 - 2 * x))

function talk(from, to, random, manner) {
  const shouting = manner === 'shout'
  const syllables = []
  let at = from
  while (at < to - 0.4) {
    const count = 4 + Math.floor(random() * 6)
    for (let i = 0; i < count && at < to - 0.2; i++) {
      const last = i === count - 1
      const stressed = random() < 0.4 || last
      const length = (shouting ? 0.22 : 0.13) + random() * 0.07 + (stressed ? 0.06 : 0) + (last ? 0.06 : 0)
      syllables.push({
        at,
        length,
        vowel: shouting
          ? SHOUTED[Math.floor(random() * SHOUTED.length)]
          : VOWELS[Math.floor(random() * VOWELS.length)],
        strength: stressed || shouting ? 1 : 0.72,
        pitch:
          (stressed ? 2.4 : 0) - (i / count) * 3 + (random() - 0.5) * 1.6 + (last && random() < 0.3 ? 3 : 0),
        onset: random() < 0.22 ? 'hiss' : 'voiced',
      })
      at += length * (0.92 + random() * 0.1)
    }
    at += 0.22 + random() * (shouting ? 0.15 : 0.38)
  }
  return syllables
}

function sing(from, to, random) {
  const beat = 0.44
  const syllables = []
  let step = Math.floor(random() * 4)
  for (let at = from; at < to - beat; ) {
    const held = random() < 0.34 ? 2 : 1
    const length = Math.min(beat * held, to - at) - 0.03
    step = Math.max(0, Math.min(SCALE.length - 1, step + Math.round((random() - 0.5) * 3)))
    const vowel = ['a', 'o', 'e', 'a', 'u'][Math.floor(random() * 5)]
    syllables.push({ at, length, vowel, strength: 0.9, pitch: SCALE[step], onset: 'voiced', held: true })
    at += beat * held + (random() < 0.16 ? beat : 0)
  }
  return syllables
}
