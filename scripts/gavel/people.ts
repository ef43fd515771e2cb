import type { Database } from '#lib/system/database.ts'
import type { Outcome } from './outcome.ts'

/** Who works here, what they hold and where, and when they were last seen. */
export async function listPeople(db: Database): Promise<Outcome> {
  const rows = await db.account.findMany({
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      email: true,
      disabledAt: true,
      holdings: { select: { role: { select: { name: true } }, project: { select: { name: true } } } },
      devices: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
    },
  })
  const people = rows.map(({ holdings, devices, disabledAt, ...person }) => ({
    ...person,
    roles: holdings.map(({ role, project }) => (project ? `${role.name} in ${project.name}` : role.name)),
    lastSeenAt: devices[0]?.lastSeenAt.toISOString() ?? null,
    disabled: disabledAt !== null,
  }))
  return {
    ok: true,
    lines: people.length ? people.map(lineOf) : ['Nobody yet: see `create-admin`.'],
    value: people,
  }
}

type Listed = { name: string; email: string; roles: string[]; lastSeenAt: string | null; disabled: boolean }

function lineOf({ name, email, roles, lastSeenAt, disabled }: Listed): string {
  const held = roles.length ? roles.join(', ') : 'no role'
  const seen = lastSeenAt === null ? 'never seen' : `last seen ${lastSeenAt}`
  // Names and addresses are what people typed: nothing in them may steer a terminal.
  const clean = (text: string) => text.replaceAll(/\p{Cc}/gu, '')
  return `${clean(name)} <${clean(email)}>  ${held}  ${disabled ? 'deactivated, ' : ''}${seen}`
}
