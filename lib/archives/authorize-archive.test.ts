import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Approval,
  authorizeArchive,
  hindranceToAnswer,
  matches,
  type RecordedSession,
  type Recorder,
} from './authorize-archive.ts'
import {
  type ArchivePolicy,
  AUTHORITIES,
  archivePolicySchema,
  OBJECTIONS,
  storedPolicySchema,
} from './model.ts'
import { isWithin, opensAt } from './policy-hours.ts'

const ROLES = ['admin', 'lead', 'moderator', 'reviewer']
const PEOPLE = ['ines', 'lena', 'priya']
const NOW = new Date('2026-11-24T19:00:00Z')

const POLICY: ArchivePolicy = {
  version: 2,
  atOnce: ['lead'],
  asks: ['moderator'],
  approves: ['lead', 'admin'],
  sessions: null,
  hours: null,
  lastsMinutes: 10,
  longestMinutes: null,
  needsReason: false,
  tells: 'project',
  objections: 'none',
  toldFirst: false,
}
const SESSION: RecordedSession = {
  name: 'Rehearsal',
  mode: 'routed',
  live: true,
  encrypted: false,
  objected: false,
}
const INES: Recorder = { accountId: 'ines', roles: ['moderator'], holds: true }
const BY_LENA: Approval = {
  askedById: 'ines',
  answeredById: 'lena',
  expiresAt: new Date(NOW.getTime() + 60_000),
}

const verdictOf = (given: {
  actor?: Recorder
  session?: Partial<RecordedSession>
  policy?: Partial<ArchivePolicy> | null
  approval?: Approval | null
  now?: Date
}) =>
  authorizeArchive(
    given.actor ?? INES,
    { ...SESSION, ...given.session },
    given.policy === null ? null : { ...POLICY, ...given.policy },
    given.approval ?? null,
    given.now ?? NOW,
  )

const roles = fc.subarray(ROLES)
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const hours = fc
  .record({
    zone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ),
    from: clock,
    to: clock,
  })
  .filter(({ from, to }) => from !== to)
const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const policy = fc.option(
  fc.record({
    version: fc.constant(2 as const),
    atOnce: roles,
    asks: roles,
    approves: roles,
    sessions: fc.constantFrom(null, '*', 'Care*', '*night*'),
    hours: fc.option(hours),
    lastsMinutes: fc.integer({ min: 1, max: 1440 }),
    longestMinutes: fc.option(fc.integer({ min: 1, max: 480 })),
    needsReason: fc.boolean(),
    tells: fc.constantFrom(...AUTHORITIES),
    objections: fc.constantFrom(...OBJECTIONS),
    toldFirst: fc.boolean(),
  }),
)
const actor = fc.record({ accountId: fc.constantFrom(...PEOPLE), roles, holds: fc.boolean() })
const session = fc.record({
  name: fc.constantFrom(null, 'Care call', 'Late night', 'Rehearsal'),
  mode: fc.constantFrom(null, 'relayed' as const, 'routed' as const),
  live: fc.boolean(),
  encrypted: fc.constantFrom(null, true, false),
  objected: fc.boolean(),
})
const approval = fc.option(
  fc.record({
    askedById: fc.constantFrom(...PEOPLE),
    answeredById: fc.option(fc.constantFrom(...PEOPLE)),
    expiresAt: moment,
  }),
)
const anything = [actor, session, policy, approval, moment] as const

describe('who may record', () => {
  it('nobody ever is allowed by their own approval', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        const own = answer && { ...answer, askedById: who.accountId, answeredById: who.accountId }
        expect(authorizeArchive(who, what, rules, own, now)).toEqual(
          authorizeArchive(who, what, rules, null, now),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('what was agreed to for one is not agreed to for another', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        fc.pre(answer === null || answer.askedById !== who.accountId)
        expect(authorizeArchive(who, what, rules, answer, now)).toEqual(
          authorizeArchive(who, what, rules, null, now),
        )
      }),
    )
  })

  it('an approval that has run out is none', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        fc.pre(answer !== null && answer.expiresAt <= now)
        expect(authorizeArchive(who, what, rules, answer, now)).toEqual(
          authorizeArchive(who, what, rules, null, now),
        )
      }),
    )
  })

  it('what is relayed, over or encrypted is never recorded, whatever the policy', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        fc.pre(what.mode === 'relayed' || !what.live || what.encrypted === true)
        expect(authorizeArchive(who, what, rules, answer, now).verdict).toBe('refuse')
      }),
    )
  })

  it('without the permission no policy and no approval helps', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        expect(authorizeArchive({ ...who, holds: false }, what, rules, answer, now).verdict).toBe('refuse')
      }),
    )
  })

  it('an approval only ever turns "ask" into "allow"', () => {
    fc.assert(
      fc.property(...anything, (who, what, rules, answer, now) => {
        const without = authorizeArchive(who, what, rules, null, now)
        const having = authorizeArchive(who, what, rules, answer, now)
        if (having.verdict !== without.verdict)
          expect([without.verdict, having.verdict]).toEqual(['ask', 'allow'])
      }),
    )
  })

  it.each([
    ['a project without a policy: whoever holds the permission', { policy: null }, 'allow'],
    ['a lead, who may at once', { actor: { ...INES, roles: ['lead'] } }, 'allow'],
    ['a moderator, who must ask', {}, 'ask'],
    ['a moderator whom a lead agreed with', { approval: BY_LENA }, 'allow'],
    [
      'somebody of both roles needs to ask nobody',
      { actor: { ...INES, roles: ['lead', 'moderator'] } },
      'allow',
    ],
    ['a role that the policy does not name', { actor: { ...INES, roles: ['reviewer'] } }, 'refuse'],
    ['a session of another name', { policy: { sessions: 'Care*' } }, 'refuse'],
    ['a session of such a name', { policy: { sessions: 'rehears*' } }, 'ask'],
    [
      'a session without a name, where names are asked for',
      { session: { name: null }, policy: { sessions: '*' } },
      'refuse',
    ],
    ['outside the hours', { policy: { hours: { zone: 'UTC', from: '09:00', to: '17:00' } } }, 'refuse'],
    [
      'where somebody objects and moderators are told',
      { session: { objected: true }, policy: { objections: 'told' } },
      'ask',
    ],
    [
      'where somebody objects and that stops it',
      { session: { objected: true }, policy: { objections: 'stop' } },
      'refuse',
    ],
    [
      'where somebody objects and that stops it, also of who was agreed with',
      { session: { objected: true }, policy: { objections: 'stop' }, approval: BY_LENA },
      'refuse',
    ],
    [
      'where nobody objects though that would stop it',
      { session: { objected: false }, policy: { objections: 'stop' } },
      'ask',
    ],
    ['within hours over midnight', { policy: { hours: { zone: 'UTC', from: '18:00', to: '02:00' } } }, 'ask'],
  ] as const)('%s', (_case, given, expected) => {
    const { actor: who, ...rest } = { actor: INES, ...given }
    expect(verdictOf({ actor: { ...who, roles: [...who.roles] }, ...rest }).verdict).toBe(expected)
  })

  it('says when the hours begin, by the clock that is meant there', () => {
    const hours = { zone: 'Europe/Berlin', from: '09:00', to: '17:00' }
    const verdict = verdictOf({ policy: { hours } })
    expect(verdict).toMatchObject({
      why: 'outside-hours',
      opensAt: new Date('2026-11-25T08:00:00Z'),
      words: expect.stringContaining('09:00 (Europe/Berlin)'),
    })
  })
})

describe('who may answer', () => {
  it('whoever asked never, by whatever roles', () => {
    fc.assert(
      fc.property(actor, policy, (who, rules) => {
        expect(hindranceToAnswer(who, { askedById: who.accountId }, rules)).toBe('own-request')
      }),
    )
  })

  it('only who holds the permission and a role that the policy names', () => {
    const lena: Recorder = { accountId: 'lena', roles: ['lead'], holds: true }
    expect(hindranceToAnswer(lena, { askedById: 'ines' }, POLICY)).toBeNull()
    expect(hindranceToAnswer({ ...lena, holds: false }, { askedById: 'ines' }, POLICY)).toBe(
      'not-an-answerer',
    )
    expect(hindranceToAnswer({ ...lena, roles: ['moderator'] }, { askedById: 'ines' }, POLICY)).toBe(
      'not-an-answerer',
    )
  })
})

describe('the hours of a policy', () => {
  it('begin when they are said to begin, also where the clocks change', () => {
    fc.assert(
      fc.property(hours, moment, (given, now) => {
        fc.pre(!isWithin(given, now))
        const at = opensAt(given, now)
        expect(at.getTime()).toBeGreaterThan(now.getTime())
        expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(50 * 3_600_000)
      }),
      { numRuns: 1_000 },
    )
  })

  it('are open at the minute they begin', () => {
    fc.assert(
      fc.property(hours, moment, ({ zone, from }, now) => {
        const [hour = 0] = from.split(':').map(Number)
        const given = { zone, from, to: `${String((hour + 12) % 24).padStart(2, '0')}:00` }
        fc.pre(given.to !== from && !isWithin(given, now))
        expect(isWithin(given, opensAt(given, now))).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a pattern of names', () => {
  it.each([
    ['Care call 7', 'care*', true],
    ['Late-night karaoke', '*night*', true],
    ['Chess', 'chess', true],
    ['Chess blitz', 'chess', false],
    ['ab', 'ab*ab', false],
    ['abxab', 'ab*ab', true],
    ['a.c', 'a?c', false],
    ['', '*', true],
  ])('%s and %s: %s', (name, pattern, expected) => {
    expect(matches(name, pattern)).toBe(expected)
  })

  it('takes no long time, whatever it is', () => {
    const begin = performance.now()
    expect(matches('a'.repeat(100_000), `${'*a'.repeat(49)}*b`)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(1_000)
  })
})

describe('a policy as it is stored', () => {
  it.each([
    ['an earlier version, where one is written anew', { version: 1 }],
    ['a later version', { version: 3 }],
    ['a zone that is none', { hours: { zone: 'Mars/Base', from: '09:00', to: '10:00' } }],
    ['hours that begin when they end', { hours: { zone: 'UTC', from: '09:00', to: '09:00' } }],
    ['a field that nobody knows', { anybody: true }],
    ['a recording of no length', { longestMinutes: 0 }],
  ])('%s is refused', (_case, part) => {
    expect(archivePolicySchema.safeParse({ ...POLICY, ...part }).success).toBe(false)
  })

  it('of the first version says the same in the words of the second', () => {
    const { tells: _tells, objections: _objections, toldFirst: _toldFirst, ...rest } = POLICY
    expect(storedPolicySchema.parse({ ...rest, version: 1 })).toEqual(POLICY)
    expect(storedPolicySchema.parse(POLICY)).toEqual(POLICY)
    expect(storedPolicySchema.safeParse({ ...POLICY, version: 1 }).success).toBe(false)
  })
})
