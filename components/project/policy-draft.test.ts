import { describe, expect, it } from 'vitest'
import { type ArchivePolicy, archivePolicySchema, type PolicyPage } from '#lib/archives/model.ts'
import { draftOf, policyOf } from './policy-draft.ts'

const roles: PolicyPage['roles'] = [
  { key: 'lead', name: 'Lead', mayStart: true, mayApprove: true },
  { key: 'moderator', name: 'Moderator', mayStart: true, mayApprove: false },
  { key: 'auditor', name: 'Auditor', mayStart: false, mayApprove: false },
]
const policy: ArchivePolicy = {
  version: 2,
  atOnce: ['lead'],
  asks: ['moderator'],
  approves: ['lead'],
  sessions: 'Care*',
  hours: { zone: 'Europe/Berlin', from: '09:00', to: '17:00' },
  lastsMinutes: 10,
  longestMinutes: 30,
  needsReason: true,
  tells: 'role',
  objections: 'stop',
  toldFirst: true,
}

describe('the form of a policy', () => {
  it('sends what it was given when nothing was changed', () => {
    expect(policyOf(draftOf({ policy, roles, unauthorized: 0 }, 'UTC'))).toEqual(policy)
  })

  it('begins, where there is none, with what is so: whoever may start does it at once', () => {
    const begun = policyOf(draftOf({ policy: null, roles, unauthorized: 0 }, 'UTC'))
    expect(begun).toMatchObject({ atOnce: ['lead', 'moderator'], asks: [], approves: ['lead'], hours: null })
    expect(archivePolicySchema.safeParse(begun).success).toBe(true)
  })
})
