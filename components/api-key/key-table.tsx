'use client'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import { Time } from '#components/ui/time.tsx'
import type { KeyRow } from '#lib/keys/model.ts'
import { KeyBadge } from './key-badge.tsx'
import { RevokeKey } from './revoke-key.tsx'

const CELL = 'px-2 py-2 first:pl-4 last:pr-4'

/** The keys as rows; on a phone, name and state. */
export function KeyTable({ keys }: { keys: readonly KeyRow[] }) {
  return (
    <table className="w-full table-fixed border-collapse bg-surface">
      <TableHead>
        <ColumnHead>Key</ColumnHead>
        <ColumnHead className="w-32 max-lg:hidden">Scopes</ColumnHead>
        <ColumnHead className="w-32">Project</ColumnHead>
        <ColumnHead className="w-36 max-lg:hidden">Made by</ColumnHead>
        <ColumnHead className="w-28 max-lg:hidden">Last used</ColumnHead>
        <ColumnHead className="w-44">State</ColumnHead>
        <ColumnHead className="w-24 max-sm:hidden">
          <span className="sr-only">What can be done</span>
        </ColumnHead>
      </TableHead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id} apiKey={key} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ apiKey }: { apiKey: KeyRow }) {
  const { name, prefix, scopes, project, madeBy, lastUsedAt, state } = apiKey
  const over = state === 'revoked' || state === 'expired'
  return (
    <tr className="tn h-12 border-b hover:bg-hover">
      <td className={CELL}>
        <PersonName name={name} className="block font-medium" />
        <span className="block truncate font-mono text-ink-2 text-xs">{prefix}</span>
      </td>
      <td className={`${CELL} truncate font-mono text-xs max-lg:hidden`}>{scopes.join(', ')}</td>
      <td className={`${CELL} text-ink-2 max-sm:hidden`}>
        {project ? <PersonName name={project.name} className="block" /> : 'All projects'}
      </td>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>
        <PersonName name={madeBy} className="block" />
      </td>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>
        {lastUsedAt ? <Time at={lastUsedAt} /> : 'Never'}
      </td>
      <td className={`${CELL} max-sm:w-44`}>
        <KeyBadge apiKey={apiKey} />
      </td>
      <td className={`${CELL} text-right max-sm:hidden`}>{!over && <RevokeKey apiKey={apiKey} />}</td>
    </tr>
  )
}
