import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, type Holding } from './holdings.ts'

const soon = new Date('2026-11-29T22:00:00Z')
const later = new Date('2026-12-06T22:00:00Z')
const holds = (permissions: string[], projectId: string | null = null, expiresAt: Date | null = null) => ({
  permissions,
  projectId,
  expiresAt,
})

describe('who holds', () => {
  test.each<[string, Holding[], Holding, boolean]>([
    [
      'everything everywhere may give a part of it in one project',
      [holds(['a', 'b'])],
      holds(['a'], 'p'),
      true,
    ],
    ['it in one project may not give it everywhere', [holds(['a'], 'p')], holds(['a']), false],
    ['it in one project may not give it in another', [holds(['a'], 'p')], holds(['a'], 'q'), false],
    ['it until Sunday may not give it for good', [holds(['a'], null, soon)], holds(['a']), false],
    [
      'it until Sunday may not give it for longer',
      [holds(['a'], null, soon)],
      holds(['a'], null, later),
      false,
    ],
    ['it until Sunday may give it until Sunday', [holds(['a'], null, soon)], holds(['a'], null, soon), true],
    ['parts of it by two roles may give the whole', [holds(['a']), holds(['b'])], holds(['a', 'b']), true],
    ['nothing may give nothing', [], holds(['a']), false],
    ['nothing may give an empty role', [], holds([]), true],
  ])('%s', (_title, held, wanted, expected) => {
    expect(covers(held, wanted)).toBe(expected)
  })
})

const permission = fc.constantFrom('a', 'b', 'c')
const holding = fc.record<Holding>({
  permissions: fc.uniqueArray(permission),
  projectId: fc.constantFrom(null, 'p', 'q'),
  expiresAt: fc.constantFrom(null, soon, later),
})

test('what may be given is, at every place and time, held by the giver', () => {
  fc.assert(
    fc.property(fc.array(holding, { maxLength: 4 }), holding, (held, wanted) => {
      fc.pre(covers(held, wanted))
      const may = (all: readonly Holding[], what: string, project: string, at: Date) =>
        all.some(
          (one) =>
            one.permissions.includes(what) &&
            (one.projectId === null || one.projectId === project) &&
            (one.expiresAt === null || one.expiresAt > at),
        )
      for (const what of ['a', 'b', 'c'])
        for (const project of ['p', 'q', 'made later'])
          for (const at of [new Date(0), soon, later])
            if (may([wanted], what, project, at)) expect(may(held, what, project, at)).toBe(true)
    }),
  )
})
