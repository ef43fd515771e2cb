import type { Role } from '../tokens/role.ts'

export type Permission =
  | 'publish'
  | 'subscribe'
  | 'signal'
  | 'forcedisconnect'
  | 'forceunpublish'
  | 'forcemute'

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  subscriber: ['subscribe'],
  publisheronly: ['publish'],
  publisher: ['publish', 'subscribe', 'signal'],
  moderator: ['publish', 'subscribe', 'signal', 'forcedisconnect', 'forceunpublish', 'forcemute'],
}

/** What a role may do. The browser's SDK checks it too, but only what is refused here is refused. */
export const permissionsOf = (role: Role): readonly Permission[] => PERMISSIONS[role]
