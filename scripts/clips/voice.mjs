import { randomFrom } from './random.mjs'
import { envelopeOf } from './speech.mjs'

export const RATE = 48_000

const FORMANTS = {
  a: [730, 1090, 2440],
  e: [530, 1840, 2480],
  i: [290, 2250, 2960],
  o: [550, 850, 2410],
  u: [330, 900, 2240],
  x: [500, 1450, 2450],
}
const WIDTHS = [80, 100, 150]
const BLOCK = 96

/**
 * Speech-like sound, not speech: a soft glottal pulse through three moving resonators. It ends in silence where it
 * began, so the loop has no seam, and it stays low (about -27 dBFS) because many of these may be heard at once.
 */
export function renderVoice(syllables, { seed, pitch, tract, manner, seconds }) {
  const samples = new Float32Array(RATE * seconds)
  const random = randomFrom(`voice ${seed}`)
  const throat = { phase: 0, formants: [...FORMANTS.x], states: WIDTHS.map(() => [0, 0]), damp: 0, hiss: 0 }
  for (let from = 0; from < samples.length; from += BLOCK) {
    const at = from / RATE
    const sound = soundAt(syllables, at)
    const target = FORMANTS[sound.vowel]
    throat.formants = throat.formants.map((f, i) => f + (target[i] - f) * 0.06)
    const filters = throat.formants.map((f, i) =>
      resonator(f * tract, WIDTHS[i] * (manner === 'shout' ? 1.4 : 1)),
    )
    const hertz = pitch * 2 ** ((sound.pitch + vibrato(sound, at)) / 12)
    renderBlock(samples, from, { sound, filters, hertz, throat, random, harsh: manner === 'shout' })
  }
  return level(samples, manner)
}

function renderBlock(samples, from, { sound, filters, hertz, throat, random, harsh }) {
  for (let i = from; i < Math.min(from + BLOCK, samples.length); i++) {
    throat.phase = (throat.phase + hertz / RATE) % 1
    let value = pulse(throat.phase) * sound.strength + (random() - 0.5) * 0.03 * sound.strength
    value = filters.reduce((input, filter, n) => filter(input, throat.states[n]), value)
    // Softer than a microphone: what is left above about 3 kHz tires the ear in a loop.
    throat.damp += (value - throat.damp) * (harsh ? 0.6 : 0.46)
    throat.hiss += ((random() - 0.5) * sound.hiss - throat.hiss) * 0.5
    samples[i] = throat.damp + throat.hiss * 0.02
  }
}

function soundAt(syllables, at) {
  const current = syllables.findLast((one) => one.at <= at) ?? syllables[0]
  if (!current) return { vowel: 'x', strength: 0, pitch: 0, hiss: 0 }
  const strength = Math.max(0, ...syllables.map((one) => envelopeOf(one, at) * one.strength))
  const since = at - current.at
  const hiss = current.onset === 'hiss' && since < 0.07 ? Math.sin((since / 0.07) * Math.PI) : 0
  return { ...current, strength: strength * (hiss > 0 ? 0.4 : 1), hiss, since }
}

const vibrato = (sound, at) =>
  sound.held
    ? Math.sin(at * Math.PI * 2 * 5.2) * 0.35 * Math.min(1, (sound.since ?? 0) / 0.4)
    : Math.sin(at * 9) * 0.15

/** Rosenberg's glottal pulse, differentiated by the difference of two phases: rich, but without a saw's edge. */
function pulse(phase) {
  if (phase < 0.4) return Math.sin((phase / 0.4) * Math.PI) * 0.5
  if (phase < 0.56) return -Math.sin(((phase - 0.4) / 0.16) * Math.PI * 0.5) * 1.1
  return phase < 0.7 ? -1.1 * (1 - (phase - 0.56) / 0.14) : 0
}

function resonator(hertz, width) {
  const r = Math.exp((-Math.PI * width) / RATE)
  const b = 2 * r * Math.cos((2 * Math.PI * hertz) / RATE)
  const c = -r * r
  const gain = 1 - b - c
  return (input, state) => {
    const output = gain * input + b * state[0] + c * state[1]
    state[1] = state[0]
    state[0] = output
    return output
  }
}

/** Sets the loudness of the spoken part, not of the pauses, and rounds the few peaks that stand out. */
function level(samples, manner) {
  const loud = samples.filter((one) => Math.abs(one) > 1e-3)
  const rms = Math.sqrt(loud.reduce((sum, one) => sum + one * one, 0) / Math.max(1, loud.length))
  const target = { talk: 0.05, song: 0.055, shout: 0.24 }[manner]
  return samples.map((one) => Math.tanh((one / (rms || 1)) * target * 1.2) / 1.2)
}

/** A mono 16-bit WAV file. */
export function wavOf(samples) {
  const data = Buffer.alloc(44 + samples.length * 2)
  data.write('RIFF', 0)
  data.writeUInt32LE(36 + samples.length * 2, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(RATE, 24)
  data.writeUInt32LE(RATE * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(samples.length * 2, 40)
  for (const [i, one] of samples.entries())
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, one)) * 32767), 44 + i * 2)
  return data
}
