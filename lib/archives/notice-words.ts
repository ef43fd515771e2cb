import type { ArchivePolicy } from './model.ts'

const MAY: Record<ArchivePolicy['objections'], string> = {
  none: '',
  told: ' They may object, which you see.',
  stop: ' They may object, which stops it.',
}

/** What whoever records reads about what everyone in the session is told. */
export function noticeWords(policy: ArchivePolicy | null): string {
  const by = policy?.tells === 'role' ? 'by the project and your role' : 'by the project'
  const first = policy?.toldFirst
    ? ' It begins once the page of everybody who came by a link has shown that; if one does not, it does not begin.'
    : ''
  return `Everyone in the session is told before it begins, and while it runs, that it is recorded ${by}.${first}${MAY[policy?.objections ?? 'none']}`
}

/** By whose authority it is recorded, as a participant reads it: the end of "This session is recorded". */
export type Authority = {
  project: string
  /** The role of who began it, where the policy tells that; null where it does not. */
  role: string | null
  /** The role of who agreed, when it needed somebody. */
  agreedBy: string | null
}

export function authorityWords({ project, role, agreedBy }: Authority): string {
  if (role === null) return `by those who moderate ${project}`
  const agreed = agreedBy === null ? '' : `, with the consent of the role ${agreedBy}`
  return `by those who moderate ${project}, in the role ${role}${agreed}`
}
