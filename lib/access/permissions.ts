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
  'archive.start': "Start a recording, or ask for it where the project's policy says so",
  'archive.stop': 'Stop a recording',
  'archive.approve': 'Answer requests to record, never one of their own',
  'archive.review': 'Write findings on recordings and finish reviews',
  'archive.assign': 'Give recordings to reviewers',
  'archive.hold': 'Put recordings on hold, and lift holds',
  'archive.delete': 'Ask that a recording is deleted for good',
  'archive.consent': 'Answer requests to delete, never one of their own',
  'archive.export': 'Take a recording out as a signed package',
  'alert.handle': 'Claim and resolve alerts',
  'account.view': 'See who works here, what they hold and where they are signed in',
  'account.manage': 'Invite people, deactivate them, end their devices, erase their data',
  'role.grant': 'Give roles to people and take them away',
  'role.manage': 'Define roles and change what they allow',
  'project.manage': 'Add projects, replace their credentials, pause and remove them',
  'apiKey.manage': 'Make and revoke keys for programs',
  'policy.manage': 'Set how long a sign-in lasts',
  'storage.manage': 'Set where recordings are kept',
  'retention.manage': 'Set how long recordings are kept',
  'endpoint.manage': 'Set which programs are told of alerts',
  'audit.view': 'Read and verify the audit log',
  'audit.export': 'Take the audit log out as a file',
} as const

export type Permission = keyof typeof PERMISSIONS

/** In the order and under the heads of the matrix. */
export const PERMISSION_GROUPS: readonly { name: string; permissions: readonly Permission[] }[] = [
  { name: 'Live sessions', permissions: ['session.view', 'session.watch', 'session.mute', 'invite.create'] },
  {
    name: 'People in them',
    permissions: ['participant.mute', 'participant.unpublish', 'participant.warn', 'participant.remove'],
  },
  {
    name: 'Archives',
    permissions: [
      'archive.view',
      'archive.start',
      'archive.stop',
      'archive.approve',
      'archive.review',
      'archive.assign',
      'archive.hold',
      'archive.delete',
      'archive.consent',
      'archive.export',
      'alert.handle',
    ],
  },
  {
    name: 'Administration',
    permissions: [
      'account.view',
      'account.manage',
      'role.grant',
      'role.manage',
      'project.manage',
      'apiKey.manage',
      'policy.manage',
      'storage.manage',
      'retention.manage',
      'endpoint.manage',
      'audit.view',
      'audit.export',
    ],
  },
]

const EVERYTHING = Object.keys(PERMISSIONS) as Permission[] // the keys of the object above, by definition

const MODERATION: readonly Permission[] = [
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
  'alert.handle',
]

export type BuiltInRole = 'admin' | 'lead' | 'moderator' | 'reviewer' | 'auditor'

/** The roles that exist from the start. What they allow comes with the version and cannot be edited. */
export const BUILT_IN_ROLES: Record<
  BuiltInRole,
  { name: string; description: string; permissions: readonly Permission[] }
> = {
  admin: { name: 'Admin', description: 'Everything there is.', permissions: EVERYTHING },
  lead: {
    name: 'Lead',
    description: 'Moderates, looks at recordings, and sees what their people did.',
    permissions: [
      ...MODERATION,
      'archive.view',
      'archive.approve',
      'archive.review',
      'archive.assign',
      'account.view',
      'audit.view',
    ],
  },
  moderator: {
    name: 'Moderator',
    description: 'Watches live sessions and acts on the people in them.',
    permissions: MODERATION,
  },
  reviewer: {
    name: 'Reviewer',
    description: 'Reviews recordings, holds them, exports them, and lets them go with a second person.',
    permissions: [
      'session.view',
      'archive.view',
      'archive.review',
      'archive.hold',
      'archive.delete',
      'archive.consent',
      'archive.export',
      'alert.handle',
    ],
  },
  auditor: {
    name: 'Auditor',
    description: 'Reads everything and changes nothing.',
    permissions: ['session.view', 'archive.view', 'account.view', 'audit.view', 'audit.export'],
  },
}
