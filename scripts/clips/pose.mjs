import { randomFrom } from './random.mjs'
import { lipsAt } from './speech.mjs'

export const SECONDS = 10

/**
 * How somebody holds himself at a moment of the clip. Everything is periodic in ten seconds (whole numbers of waves,
 * the last glance equal to the first), so that the loop shows no jump.
 */
export function poserOf(person, syllables) {
  const random = randomFrom(`pose ${person.key}`)
  const waves = Array.from({ length: 8 }, () => random() * Math.PI * 2)
  const lively = person.lively ?? 1
  const blinks = blinkTimes(random)
  const glances = glanceTimes(random, person.gaze ?? 1)
  return (at) => {
    const lips = lipsAt(syllables, at)
    const beat = (lipsAt(syllables, at - 0.05).open + lipsAt(syllables, at + 0.05).open) / 2
    const wave = (n, cycles) => Math.sin((at / SECONDS) * cycles * Math.PI * 2 + waves[n])
    return {
      ...lips,
      x: (wave(0, 1) * 2.2 + wave(1, 3) * 1.1) * lively,
      y: wave(2, 2) * 0.9 * lively + beat * 1.3 * lively,
      tilt: (person.tilt ?? 0) + (wave(3, 2) * 1.8 + wave(4, 5) * 0.6 + beat * 0.8) * lively,
      yaw: (person.yaw ?? 0) + (wave(5, 1) * 0.45 + wave(6, 3) * 0.28) * lively,
      pitch: wave(7, 2) * 0.35 + nodAt(person.nods ?? [], at) + beat * 0.25,
      breath: Math.sin((at / SECONDS) * 3 * Math.PI * 2 + waves[2]),
      lid: lidAt(blinks, at),
      gaze: glanceAt(glances, at),
      brow: (person.brow ?? 0) + beat * 0.5 * lively,
      smile: (person.smile ?? 0.6) * (1 - beat * 0.6),
      wave: person.waves ? Math.sin((at / SECONDS) * 15 * Math.PI * 2) : 0,
    }
  }
}

function blinkTimes(random) {
  const times = []
  for (let at = 0.6 + random() * 1.4; at < SECONDS - 0.4; at += 1.9 + random() * 2.2) {
    times.push(at)
    if (random() < 0.2) times.push(at + 0.28)
  }
  return times
}

/** 0 open, 1 shut; shut in 70 ms, open again in 130 ms. */
function lidAt(blinks, at) {
  return blinks.reduce((lid, blink) => {
    const since = at - blink
    if (since < 0 || since > 0.2) return lid
    return Math.max(lid, since < 0.07 ? since / 0.07 : 1 - (since - 0.07) / 0.13)
  }, 0)
}

function glanceTimes(random, range) {
  const glances = [{ at: 0, x: 0, y: 0 }]
  for (let at = 0.8 + random() * 1.2; at < SECONDS - 1.2; at += 0.9 + random() * 1.8) {
    const away = random() < 0.45
    glances.push({
      at,
      x: away ? (random() - 0.5) * 2.4 * range : 0,
      y: away ? (random() - 0.4) * 1.2 * range : 0,
    })
  }
  return [...glances, { at: SECONDS - 0.7, x: 0, y: 0 }]
}

function glanceAt(glances, at) {
  const index = glances.findLastIndex((one) => one.at <= at)
  const now = glances[index]
  const before = glances[index - 1] ?? now
  const done = Math.min(1, (at - now.at) / 0.12)
  return { x: before.x + (now.x - before.x) * done, y: before.y + (now.y - before.y) * done }
}

function nodAt(nods, at) {
  return nods.reduce((sum, nod) => {
    const since = at - nod
    return since < 0 || since > 1
      ? sum
      : sum + Math.sin(since * Math.PI * 2 * 2) * Math.sin(since * Math.PI) * 0.9
  }, 0)
}
