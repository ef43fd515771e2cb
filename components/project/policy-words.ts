import type { ArchivePolicy, PolicyPage } from '#lib/archives/model.ts'

export type StartRight = 'atOnce' | 'asks' | 'never'

export const START_WORDS: Record<StartRight, string> = {
  atOnce: 'At once',
  asks: 'Asks first',
  never: 'Never',
}

export const TELLS_WORDS: Record<ArchivePolicy['tells'], { label: string; sentence: string }> = {
  project: { label: 'The project', sentence: 'Participants are told that the project records' },
  role: {
    label: 'The project and the role',
    sentence: 'Participants are told by which role of the project it is recorded, and which agreed',
  },
}

export const OBJECTION_WORDS: Record<ArchivePolicy['objections'], { label: string; sentence: string }> = {
  none: { label: 'No', sentence: 'Nothing is offered to participants who do not want it' },
  told: { label: 'Moderators see it', sentence: 'A participant may object, and moderators see it at once' },
  stop: {
    label: 'It stops the recording',
    sentence: 'A participant may object: then it is stopped, and none begins while they are there',
  },
}

/** What a role may by a policy; without one, whoever may start a recording may at once. */
export function startRight(policy: ArchivePolicy | null, role: PolicyPage['roles'][number]): StartRight {
  if (!role.mayStart) return 'never'
  if (policy === null || policy.atOnce.includes(role.key)) return 'atOnce'
  return policy.asks.includes(role.key) ? 'asks' : 'never'
}

/** The rest of a policy in sentences. */
export function policySentences(policy: ArchivePolicy, roles: PolicyPage['roles']): string[] {
  const { sessions, hours, lastsMinutes, longestMinutes, needsReason, asks } = policy
  const answers = roles.filter(({ key }) => policy.approves.includes(key)).map(({ name }) => name)
  return [
    ...(asks.length > 0
      ? [`Requests are answered by ${answers.join(', ')}, never by who asked, within ${lastsMinutes} min`]
      : []),
    sessions === null ? 'All routed sessions' : `Routed sessions with a name like ${sessions}`,
    hours ? `From ${hours.from} to ${hours.to}, ${hours.zone} time` : 'At any hour',
    longestMinutes === null ? 'As long as somebody lets them run' : `Stopped after ${longestMinutes} min`,
    needsReason ? 'A reason must be given' : 'A reason may be given',
    TELLS_WORDS[policy.tells].sentence,
    ...(policy.toldFirst
      ? ['None begins before the page of everybody who came by a link has shown the notice']
      : []),
    OBJECTION_WORDS[policy.objections].sentence,
  ]
}
