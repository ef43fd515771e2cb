import type { PeopleProject } from '../people-interface.ts'
import type { Beat } from './beat.ts'
import type { Clip } from './media/clip.ts'
import type { Gate } from './media/gate.ts'
import type { Happening, Testimony } from './person/happening.ts'
import { createPerson, type Person } from './person/person.ts'
import { type Act, type Agenda, createAgenda } from './scenario/agenda.ts'
import { agendaOf } from './scenario/agenda-of.ts'
import type { Part } from './scenario/cast.ts'
import { type Lines, linesOf } from './scenario/lines-of.ts'
import type { Cue, Scenario } from './scenario/scenario.ts'

export type StageOptions = {
  apiUrl: string
  scenario: Scenario
  cast: readonly Part[]
  /** By session key. */
  sessions: ReadonlyMap<string, { project: PeopleProject; sessionId: string }>
  /** Null: streams are announced, and nothing is sent. */
  clips: ReadonlyMap<string, Clip> | null
  /** How many seconds of the scenario pass in one. Media keeps its own time. */
  speed: number
  beat: Beat
  handshakes: Gate
  door: Gate
  log: (line: string) => void
  onTestimony?: (told: Testimony) => void
}

export type Stage = {
  /** Plays a cue now; false when the scenario has none of this name. */
  cue: (name: string) => boolean
  close: () => Promise<void>
}

type Player = { person: Person; agenda: Agenda; part: Part; lines: Lines; quietAt: number | null }

/** A fifth of a second of the scenario, but not more often than the beat. */
const LOOK_MS = 200

/** Plays the evening: asks everyone's agenda what is due, and does it through the person. */
export const openStage = (options: StageOptions): Stage => {
  const { beat, scenario, speed, log } = options
  const openedAt = beat.now()
  const seconds = (): number => ((beat.now() - openedAt) * speed) / 1000
  let closing = false
  const players = options.cast.map((part) => createPlayer(options, part, seconds, () => closing))
  const cueOf = (part: Part): Cue | undefined =>
    Object.values(scenario.cues).find((cue) => cue.person === part.name)

  const misbehave = async (player: Player, cue: Cue): Promise<void> => {
    const { person } = player
    if (!person.state.present) await person.join()
    if (!person.state.publishing) await person.publish(false)
    person.setMuted(false)
    person.show(options.clips?.get(cue.clip) ?? null)
    player.quietAt = seconds() + cue.seconds
    log(`${player.part.name} misbehaves`)
  }

  const act = (player: Player, due: Act): Promise<void> | void => {
    const { person, part, lines } = player
    const cue = cueOf(part)
    switch (due) {
      case 'join':
        return person.join()
      case 'publish':
        return person.publish(part.startsMuted, lines.alias())
      case 'leave':
        return person.leave(scenario.habits[part.habit]?.leaves ?? 'clean')
      case 'say':
        return person.say(lines.type, lines.next())
      case 'break':
        return person.breakLine()
      case 'restore':
        return person.restoreLine()
      case 'misbehave':
        return cue && misbehave(player, cue)
      default:
        return person.setMuted(due === 'mute')
    }
  }

  const begun = new Set<Promise<void>>()
  const attempt = (player: Player, step: Promise<void> | void): void => {
    if (!step) return
    const done = step
      .catch((error: unknown) => {
        log(`${player.part.ref}: ${reasonOf(error)}`)
        player.agenda.noted('lost', seconds())
      })
      .finally(() => begun.delete(done))
    begun.add(done)
  }

  const calm = (player: Player, now: number): void => {
    const { quietAt, person } = player
    // Whoever is muted stops shouting: it would only look absurd.
    if (quietAt === null || (now < quietAt && person.state.publishing && !person.state.muted)) return
    player.quietAt = null
    person.show(null)
  }

  const stopLooking = beat.every(LOOK_MS / speed, () => {
    const now = seconds()
    for (const player of players) {
      calm(player, now)
      const due = player.agenda.due(now, player.person.state)
      if (due) attempt(player, act(player, due))
    }
  })

  return {
    cue: (name) => {
      const cue = scenario.cues[name]
      const player = players.find(({ part }) => part.name === cue?.person)
      if (!cue || !player) return false
      attempt(player, misbehave(player, cue))
      return true
    },
    close: async () => {
      closing = true
      stopLooking()
      for (const { person } of players) person.leave('clean')
      // Who is just being let in leaves as soon as he is.
      await Promise.all(begun)
    },
  }
}

const createPlayer = (
  options: StageOptions,
  part: Part,
  seconds: () => number,
  closing: () => boolean,
): Player => {
  const { scenario, sessions, clips } = options
  const habit = scenario.habits[part.habit]
  const session = sessions.get(part.sessionKey)
  if (!habit || !session) throw new Error(`${part.name} has no habit or no session`)
  const agenda = createAgenda(agendaOf(scenario, part))
  const blank = habit.blank || (clips === null && part.clip !== null)
  const person = createPerson({
    ...options,
    ...session,
    closing,
    ref: part.ref,
    name: part.name,
    role: habit.role,
    camera: blank ? 'blank' : clipOf(clips, part.clip),
    screen: clipOf(clips, part.screen),
    onHappened: (what: Happening) => agenda.noted(what, seconds()),
  })
  return { person, agenda, part, lines: linesOf(scenario, part), quietAt: null }
}

const clipOf = (clips: StageOptions['clips'], key: string | null): Clip | null => {
  if (clips === null || key === null) return null
  const clip = clips.get(key)
  if (!clip) throw new Error(`there is no clip ${key}`)
  return clip
}

/** Node's fetch says only that it failed; why is in its cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
