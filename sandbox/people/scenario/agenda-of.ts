import type { AgendaOptions } from './agenda.ts'
import type { Part } from './cast.ts'
import type { Scenario } from './scenario.ts'

/** What the agenda of somebody in this scenario follows from. */
export const agendaOf = (scenario: Scenario, part: Part): AgendaOptions => {
  const habit = scenario.habits[part.habit]
  if (!habit) throw new Error(`${part.name} has no habit`)
  const cue = Object.values(scenario.cues).find(({ person }) => person === part.name)
  return {
    habit,
    publishes: part.clip !== null || habit.blank,
    startsMuted: part.startsMuted,
    misbehavesEvery: cue?.every ?? null,
    startSeconds: part.starts,
    seed: `${scenario.seed} ${part.name}`,
  }
}
