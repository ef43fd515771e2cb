import type { Permission } from '#lib/access/permissions.ts'

export type AdminSection = { href: string; label: string; permission: Permission }

/** The parts of Administration, in the order of its menu, each with the permission that opens it. */
export const ADMIN_SECTIONS: readonly AdminSection[] = [
  { href: '/admin/people', label: 'People', permission: 'account.view' },
  { href: '/admin/roles', label: 'Roles', permission: 'account.view' },
  { href: '/admin/projects', label: 'Projects', permission: 'project.manage' },
  { href: '/admin/retention', label: 'Retention', permission: 'retention.manage' },
  { href: '/admin/keys', label: 'API keys', permission: 'apiKey.manage' },
  { href: '/admin/alerts', label: 'Alerts', permission: 'endpoint.manage' },
  { href: '/admin/sign-in', label: 'Signing in', permission: 'policy.manage' },
]
