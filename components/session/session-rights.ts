import type { Permission } from '#lib/access/permissions.ts'

/** What the reader may do in this session's project. For showing buttons; each door checks for itself. */
export type SessionRights = ReadonlySet<Permission>

/** Who reads the page. */
export type Me = { accountId: string; name: string }
