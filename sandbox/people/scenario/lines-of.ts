import type { Part } from './cast.ts'
import { randomFrom } from './random.ts'
import type { Scenario } from './scenario.ts'

/** What somebody says, and under which name he appears; the same from the same seed. */
export type Lines = { type: string; next: () => string; alias: () => string }

export const linesOf = (scenario: Scenario, { name, habit }: Part): Lines => {
  const { says, aliases } = scenario.habits[habit] ?? {}
  const oneOf = (list: readonly string[], what: string): (() => string) => {
    const random = randomFrom(`${scenario.seed} ${name} ${what}`)
    return () => list[Math.floor(random() * list.length)] ?? name
  }
  return {
    type: says?.type ?? 'chat',
    next: oneOf(says?.lines ?? [], 'lines'),
    alias: oneOf(aliases ?? [], 'aliases'),
  }
}
