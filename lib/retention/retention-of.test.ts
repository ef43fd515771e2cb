import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RETENTION_SCOPES } from './model.ts'
import { type Facts, leastDays, type Rule, retentionOf } from './retention-of.ts'

const overAt = new Date('2026-01-01T00:00:00Z')
const recording: Facts = { projectId: 'openmic', overAt, hasFinding: true, hasAction: false }
const rule = (id: string, keepDays: number, given: Partial<Rule> = {}): Rule => ({
  id,
  projectId: null,
  scope: 'all',
  keepDays,
  ...given,
})
const ruleFor = (rules: Rule[], held = false) => {
  const said = retentionOf(recording, rules, held)
  return said.kind === 'rule' ? said.ruleId : said.kind
}

describe('which rule lets a recording go', () => {
  it('none, so it is kept for good', () => {
    expect(ruleFor([])).toBe('kept')
    expect(
      ruleFor([rule('other', 5, { projectId: 'another' }), rule('none', 5, { scope: 'withoutFinding' })]),
    ).toBe('kept')
  })
  it('the longest of those that apply', () => {
    const rules = [
      rule('short', 30),
      rule('findings', 365, { scope: 'withFinding' }),
      rule('acted', 900, { scope: 'withAction' }),
    ]
    expect(ruleFor(rules)).toBe('findings')
  })
  it('of equally long ones the one of its project, then the oldest', () => {
    expect(ruleFor([rule('1', 30), rule('2', 30, { projectId: 'openmic' })])).toBe('2')
    expect(ruleFor([rule('2', 30), rule('1', 30)])).toBe('1')
  })
  it('on the day that its days are over, also when it is held', () => {
    const date = new Date('2026-01-31T00:00:00Z')
    expect(retentionOf(recording, [rule('1', 30)], true)).toEqual({
      kind: 'rule',
      ruleId: '1',
      keepDays: 30,
      date,
      held: true,
    })
  })
  it('never one that runs, or of which there is nothing', () => {
    expect(retentionOf({ ...recording, overAt: null }, [rule('1', 30)], false)).toEqual({ kind: 'kept' })
  })
})

describe('how long any recording is kept at least', () => {
  const days = (...rules: Rule[]) => leastDays(rules)
  it('as long as the rule for all of its project, even if others are shorter', () => {
    expect(days(rule('1', 30), rule('2', 5, { scope: 'withFinding' }))).toBe(30)
    expect(days(rule('1', 30), rule('2', 5, { projectId: 'openmic' }))).toBe(30)
  })
  it('as long as the shortest rule where none is for all', () => {
    expect(days(rule('1', 30, { scope: 'withFinding' }), rule('2', 5, { scope: 'withAction' }))).toBe(5)
    expect(days(rule('1', 30), rule('2', 60, { projectId: 'openmic' }))).toBe(30)
  })
  it('no rule lets one go earlier, whatever there is of rules and recordings', () => {
    const projectId = fc.constantFrom('openmic', 'tutor')
    const aRule = fc.record({
      id: fc.string(),
      projectId: fc.option(projectId),
      scope: fc.constantFrom(...RETENTION_SCOPES),
      keepDays: fc.integer({ min: 1, max: 9 }),
    })
    const facts = fc.record({ projectId, hasFinding: fc.boolean(), hasAction: fc.boolean() })
    fc.assert(
      fc.property(fc.array(aRule, { minLength: 1, maxLength: 5 }), facts, (rules, drawn) => {
        const said = retentionOf({ ...drawn, overAt }, rules, false)
        if (said.kind === 'rule') expect(said.keepDays).toBeGreaterThanOrEqual(leastDays(rules))
      }),
      { numRuns: 1_000 },
    )
  })
})
