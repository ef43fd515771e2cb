import { expect, it } from 'vitest'
import { createEscapeGuard } from './escape-guard.ts'

it('lets no second Escape through right after the one that closed a dialog', () => {
  const guard = createEscapeGuard()
  expect(guard.holds(0)).toBe(false)
  guard.taken(1_000)
  expect(guard.holds(1_300)).toBe(true)
  expect(guard.holds(1_600)).toBe(false)
})
