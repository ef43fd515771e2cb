import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** From, to: seconds. */
const span = z
  .tuple([z.number().min(0), z.number().min(0)])
  .refine(([from, to]) => from <= to, 'a span goes from the smaller to the larger')

const habit = z.strictObject({
  role: z.enum(['subscriber', 'publisher', 'moderator']),
  /** After the start of the evening. */
  arrive: span,
  /** How long one stays; who has no such time stays to the end. */
  stay: span.optional(),
  away: span.default([40, 120]),
  /** How long the microphone is on, and off. Without it, it stays as it was. */
  talk: span.optional(),
  silent: span.default([15, 45]),
})

const person = z.strictObject({
  name: z.string().min(1).max(60),
  habit: z.string(),
  clip: z.string().optional(),
  screen: z.string().optional(),
  startsMuted: z.boolean().default(false),
})

const session = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1).max(80),
  project: z.string(),
  mode: z.enum(['routed', 'relayed']),
  capacity: z.number().int().positive(),
  people: z.array(person),
  /** Listeners without a part of their own; their names are made up from the seed. */
  crowd: z.array(z.strictObject({ count: z.number().int().positive(), habit: z.string() })).default([]),
})

const cue = z.strictObject({
  person: z.string(),
  clip: z.string(),
  seconds: z.number().positive(),
  /** Also without a cue, this often. */
  every: span.optional(),
})

const scenarioSchema = z
  .strictObject({
    about: z.string(),
    seed: z.number().int(),
    habits: z.record(z.string(), habit),
    sessions: z.array(session).min(1),
    cues: z.record(z.string(), cue).default({}),
  })
  .superRefine((scenario, context) => {
    const names = scenario.sessions.flatMap(({ people }) => people.map(({ name }) => name))
    const say = (message: string) => context.addIssue({ code: 'custom', message })
    if (new Set(names).size < names.length) say('two people have the same name')
    for (const { people, crowd, key } of scenario.sessions) {
      for (const one of [...people, ...crowd]) {
        if (!scenario.habits[one.habit]) say(`${key}: there is no habit ${one.habit}`)
      }
    }
    for (const one of Object.values(scenario.cues)) {
      if (!names.includes(one.person)) say(`a cue is for ${one.person}, who is not in the cast`)
    }
  })

export type Scenario = z.infer<typeof scenarioSchema>
export type Habit = z.infer<typeof habit>
export type Cue = z.infer<typeof cue>
export type Span = z.infer<typeof span>

/** Checks a scenario; throws with what is wrong in it, because nothing can be played then. */
export const parseScenario = (value: unknown): Scenario => scenarioSchema.parse(value)

/** Reads `scenarios/<name>.json`. */
export const readScenario = async (name: string): Promise<Scenario> => {
  if (!/^[a-z0-9-]{1,40}$/.test(name))
    throw new Error('the name of a scenario is lower-case letters, digits, hyphens')
  const text = await readFile(new URL(`../scenarios/${name}.json`, import.meta.url), 'utf8')
  return parseScenario(JSON.parse(text))
}
