/**
 * Who is shown when, for a recording that can show only one at a time. Loudness is judged by the size of
 * the sound's packets (opus spends bytes on speech, few on silence), second by second; a change needs a
 * clearly louder voice for two seconds, so that a cough does not take the picture.
 */
export type Loudness = {
  streamId: string /** Bytes in each second of the recording. */
  seconds: readonly number[]
}
export type Turn = { streamId: string /** Second it begins. */; from: number }

const LOUDER = 1.3
const HOLD_SECONDS = 2

const loudest = (voices: readonly Loudness[], second: number): Loudness | null => {
  let best: Loudness | null = null
  for (const voice of voices) {
    if ((voice.seconds[second] ?? 0) > (best?.seconds[second] ?? 0)) best = voice
  }
  return best
}

type Watch = { current: Loudness | null; rival: Loudness | null; since: number }

/** Whether the loudest voice of this second takes the picture now. */
const takesOver = (watch: Watch, best: Loudness, second: number): boolean => {
  const held = watch.current?.seconds[second] ?? 0
  if (held === 0) return true
  if ((best.seconds[second] ?? 0) < held * LOUDER) return false
  if (watch.rival !== best) Object.assign(watch, { rival: best, since: second })
  return second - watch.since + 1 >= HOLD_SECONDS
}

export const speakerPlan = (voices: readonly Loudness[], duration: number): Turn[] => {
  const turns: Turn[] = []
  const watch: Watch = { current: null, rival: null, since: 0 }
  for (let second = 0; second < duration; second += 1) {
    const best = loudest(voices, second)
    if (!best || best === watch.current) watch.rival = null
    else if (takesOver(watch, best, second)) {
      Object.assign(watch, { current: best, rival: null })
      turns.push({ streamId: best.streamId, from: turns.length === 0 ? 0 : second })
    }
  }
  return turns
}
