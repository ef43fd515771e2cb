import type { PeopleProject } from '../people-interface.ts'
import type { Beat } from './beat.ts'
import type { Clip } from './media/clip.ts'
import type { Gate } from './media/gate.ts'
import { createPerson, type Happening, type Person } from './person/person.ts'
import { type Act, type Agenda, createAgenda } from './scenario/agenda.ts'
import type { Part } from './scenario/cast.ts'
import { randomFrom } from './scenario/random.ts'
import type { Cue, Scenario } from './scenario/scenario.ts'

export type StageOptions = {
  apiUrl: string
  scenario: Scenario
  cast: readonly Part[]
  /** By session key. */
  sessions: ReadonlyMap<string, { project: PeopleProject; sessionId: string }>
  clips: ReadonlyMap<string, Clip>
  beat: Beat
  handshakes: Gate
  door: Gate
  log: (line: string) => void
}

export type Stage = {
  /** Plays a cue now; false when the scenario has none of this name. */
  cue: (name: string) => boolean
  close: () => Promise<void>
}

type Player = { person: Person; agenda: Agenda; part: Part; quietAt: number | null }

const LOOK_MS = 200

/** Plays the evening: asks everyone's agenda what is due, and does it through the person. */
export const openStage = (options: StageOptions): Stage => {
  const { beat, scenario, log } = options
  const seconds = (): number => beat.now() / 1000
  const players = options.cast.map((part) => createPlayer(options, part, seconds))
  const cueOf = (part: Part): Cue | undefined =>
    Object.values(scenario.cues).find((cue) => cue.person === part.name)

  const misbehave = async (player: Player, cue: Cue): Promise<void> => {
    const { person } = player
    if (!person.state.present) await person.join()
    if (!person.state.publishing) await person.publish(false)
    person.setMuted(false)
    person.show(clipOf(options, cue.clip))
    player.quietAt = seconds() + cue.seconds
    log(`${player.part.name} misbehaves`)
  }

  const act = (player: Player, due: Act): Promise<void> | void => {
    const { person, part } = player
    const cue = cueOf(part)
    if (due === 'join') return person.join()
    if (due === 'publish') return person.publish(part.startsMuted)
    if (due === 'leave') return person.leave()
    if (due === 'misbehave') return cue && misbehave(player, cue)
    person.setMuted(due === 'mute')
  }

  const attempt = (player: Player, step: Promise<void> | void): void => {
    step?.catch((error: unknown) => {
      log(`${player.part.ref}: ${reasonOf(error)}`)
      player.agenda.noted('lost', seconds())
    })
  }

  const calm = (player: Player, now: number): void => {
    const { quietAt, person } = player
    // Whoever is muted stops shouting: it would only look absurd.
    if (quietAt === null || (now < quietAt && person.state.publishing && !person.state.muted)) return
    player.quietAt = null
    person.show(null)
  }

  const stopLooking = beat.every(LOOK_MS, () => {
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
      stopLooking()
      for (const { person } of players) person.leave()
    },
  }
}

const createPlayer = (options: StageOptions, part: Part, seconds: () => number): Player => {
  const { scenario, sessions, log } = options
  const habit = scenario.habits[part.habit]
  const session = sessions.get(part.sessionKey)
  if (!habit || !session) throw new Error(`${part.name} has no habit or no session`)
  const cue = Object.values(scenario.cues).find(({ person }) => person === part.name)
  const agenda = createAgenda({
    habit,
    publishes: part.clip !== null,
    startsMuted: part.startsMuted,
    misbehavesEvery: cue?.every ?? null,
    startSeconds: seconds(),
    random: randomFrom(`${scenario.seed} ${part.name}`),
  })
  const person = createPerson({
    apiUrl: options.apiUrl,
    ...session,
    ref: part.ref,
    name: part.name,
    role: habit.role,
    camera: part.clip === null ? null : clipOf(options, part.clip),
    screen: part.screen === null ? null : clipOf(options, part.screen),
    beat: options.beat,
    handshakes: options.handshakes,
    door: options.door,
    log,
    onHappened: (what: Happening) => agenda.noted(what, seconds()),
  })
  return { person, agenda, part, quietAt: null }
}

const clipOf = ({ clips }: StageOptions, key: string): Clip => {
  const clip = clips.get(key)
  if (!clip) throw new Error(`there is no clip ${key}`)
  return clip
}

/** Node's fetch says only that it failed; why is in its cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
