/** Every permission there is, with what it allows in words people understand. A misspelt one does not compile. */
export const PERMISSIONS = {
  'session.view': 'See live sessions, who is in them and what happened',
  'session.watch': 'Watch and hear a live session',
  'session.mute': 'Mute everyone in a session, and lift that again',
  'participant.mute': 'Mute one person',
  'participant.unpublish': "Take away one person's camera or screen",
  'participant.remove': 'Disconnect a person from a session',
  'participant.warn': 'Send a person a warning',
  'invite.create': 'Make links by which people enter a session',
  'archive.view': 'See the list of recordings and play them',
  'archive.start': 'Start a recording',
  'archive.stop': 'Stop a recording',
  'audit.view': 'Read the audit log',
  'account.manage': 'Add people, and take away their access',
  'role.manage': 'Define roles and give them to people',
  'project.manage': 'Add projects and change their credentials',
} as const

export type Permission = keyof typeof PERMISSIONS

const EVERYTHING = Object.keys(PERMISSIONS) as Permission[] // the keys of the object above, by definition

/** The roles that exist from the start. */
export const BUILT_IN_ROLES: Record<
  'admin' | 'moderator' | 'reviewer',
  { name: string; permissions: Permission[] }
> = {
  admin: { name: 'Admin', permissions: EVERYTHING },
  moderator: {
    name: 'Moderator',
    permissions: [
      'session.view',
      'session.watch',
      'session.mute',
      'participant.mute',
      'participant.unpublish',
      'participant.remove',
      'participant.warn',
      'invite.create',
      'archive.start',
      'archive.stop',
    ],
  },
  reviewer: { name: 'Reviewer', permissions: ['session.view', 'archive.view'] },
}
