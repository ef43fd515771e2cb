import 'server-only'

/** Whoever is in this group holds this role: in that project, or in all. */
export type MappedRole = {
  readonly group: string
  readonly roleKey: string
  /** The platform's id of a project; null for all. */
  readonly projectPlatformId: string | null
}

/**
 * `moderators=moderator, berlin leads=lead@45678901` as a list. The last `=` divides: names of groups may hold others, and
 * anything but a comma.
 */
export function parseRoleMapping(text: string): MappedRole[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const at = part.lastIndexOf('=')
      const [roleKey = '', projectPlatformId = null] = part
        .slice(at + 1)
        .trim()
        .split('@')
      return { group: part.slice(0, at).trim(), roleKey, projectPlatformId }
    })
}

/** What follows from these groups, each once. Names of groups are compared as they are: no case, no spaces are forgiven. */
export function mappedRoles(mapping: readonly MappedRole[], groups: readonly string[]): MappedRole[] {
  return mapping.filter(({ group }) => groups.includes(group))
}
