import type { ArchivePolicy, PolicyPage } from '#lib/archives/model.ts'
import type { StartRight } from './policy-words.ts'
import { startRight } from './policy-words.ts'

/** A policy as a form has it: what is empty is none. */
export type PolicyDraft = {
  starts: Record<string, StartRight>
  approves: readonly string[]
  sessions: string
  hours: { on: boolean; zone: string; from: string; to: string }
  lastsMinutes: string
  longestMinutes: string
  needsReason: boolean
  tells: ArchivePolicy['tells']
  objections: ArchivePolicy['objections']
  toldFirst: boolean
}

/** What the form begins with; a project without a policy begins with what is so today. */
export function draftOf({ policy, roles }: PolicyPage, zone: string): PolicyDraft {
  return {
    starts: Object.fromEntries(roles.map((role) => [role.key, startRight(policy, role)])),
    approves: policy?.approves ?? roles.filter(({ mayApprove }) => mayApprove).map(({ key }) => key),
    sessions: policy?.sessions ?? '',
    hours: policy?.hours ? { on: true, ...policy.hours } : { on: false, zone, from: '08:00', to: '22:00' },
    lastsMinutes: String(policy?.lastsMinutes ?? 10),
    longestMinutes: String(policy?.longestMinutes ?? ''),
    needsReason: policy?.needsReason ?? false,
    tells: policy?.tells ?? 'project',
    objections: policy?.objections ?? 'none',
    toldFirst: policy?.toldFirst ?? false,
  }
}

/** What is sent; the door says what is wrong with it. */
export function policyOf(draft: PolicyDraft): ArchivePolicy {
  const having = (right: StartRight) =>
    Object.entries(draft.starts).flatMap(([key, has]) => (has === right ? [key] : []))
  const { on, ...hours } = draft.hours
  return {
    version: 2,
    atOnce: having('atOnce'),
    asks: having('asks'),
    approves: [...draft.approves],
    sessions: draft.sessions.trim() || null,
    hours: on ? hours : null,
    lastsMinutes: Number(draft.lastsMinutes),
    longestMinutes: draft.longestMinutes.trim() === '' ? null : Number(draft.longestMinutes),
    needsReason: draft.needsReason,
    tells: draft.tells,
    objections: draft.objections,
    toldFirst: draft.toldFirst,
  }
}
