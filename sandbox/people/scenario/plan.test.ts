import { expect, test } from 'vitest'
import { planOf } from './plan.ts'
import { parseScenario, readScenario } from './scenario.ts'

const oneVisitor = (habit: Record<string, unknown>, seed = 1) =>
  parseScenario({
    about: 'fiction',
    seed,
    habits: { guest: { role: 'publisher', arrive: [10, 10], ...habit } },
    sessions: [
      {
        key: 'one',
        name: 'One',
        project: 'Openmic',
        mode: 'routed',
        capacity: 5,
        starts: 100,
        people: [{ name: 'Luca Ferri', habit: 'guest' }],
      },
    ],
  })

const acts = (habit: Record<string, unknown>, until = 1_000) =>
  planOf(oneVisitor(habit), until).map(({ at, act }) => `${at} ${act}`)

test('exact times stand in the plan as they are written, counted from the session’s start', () => {
  const habit = {
    stay: [60, 60],
    returns: false,
    says: { every: [25, 25], lines: ['Hello'] },
    breaks: { every: [30, 30], length: [5, 5] },
  }
  expect(acts(habit)).toEqual(['110 join', '135 say', '140 break', '145 restore', '160 say', '170 leave'])
})

test('a line that is broken for longer than the platform waits is a new visit', () => {
  const habit = { breaks: { every: [30, 30], length: [40, 40] } }
  const plan = acts(habit, 200)
  expect(plan.slice(0, 3)).toEqual(['110 join', '140 break', '180 restore'])
  expect(plan[3]).toMatch(/^18[2-6].* join$/)
})

test('the plan follows from the seed alone', async () => {
  const storm = await readScenario('network-storm')
  expect(planOf(storm, 600)).toEqual(planOf(await readScenario('network-storm'), 600))
  expect(planOf({ ...storm, seed: storm.seed + 1 }, 600)).not.toEqual(planOf(storm, 600))
})
