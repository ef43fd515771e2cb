import Link from 'next/link'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { ColumnHead, TableHead } from '#components/ui/table-head.tsx'
import type { ProjectRow } from '#lib/projects/model.ts'
import { projectPath } from './project-path.ts'
import { ProjectState } from './project-state.tsx'
import { PLATFORM_WORDS } from './project-words.ts'

const CELL = 'px-2 py-2 first:pl-4 last:pr-4'

/** The projects as rows; on a phone, name and state. */
export function ProjectTable({ projects }: { projects: readonly ProjectRow[] }) {
  return (
    <table className="w-full table-fixed border-collapse bg-surface">
      <TableHead>
        <ColumnHead>Project</ColumnHead>
        <ColumnHead className="w-28">Platform</ColumnHead>
        <ColumnHead className="w-44 max-lg:hidden">Key or application</ColumnHead>
        <ColumnHead className="w-24 max-lg:hidden">Callbacks</ColumnHead>
        <ColumnHead className="w-16 text-right">Live</ColumnHead>
        <ColumnHead className="w-72 pl-6 max-lg:w-44">State</ColumnHead>
      </TableHead>
      <tbody>
        {projects.map((project) => (
          <Row key={project.id} project={project} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ project }: { project: ProjectRow }) {
  const { id, name, platform, platformId, signed, live } = project
  return (
    <tr className="tn relative h-11 border-b hover:bg-hover has-focus-visible:bg-hover max-sm:h-15">
      <td className={CELL}>
        <Link
          href={projectPath(id)}
          prefetch={false}
          className="flex font-medium after:absolute after:inset-0 max-sm:text-base"
        >
          <PersonName name={name} />
        </Link>
      </td>
      <td className={`${CELL} text-ink-2 max-sm:hidden`}>{PLATFORM_WORDS[platform].name}</td>
      <td className={`${CELL} max-lg:hidden`}>
        <span className="block truncate font-mono text-xs">{platformId}</span>
      </td>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>{signed ? 'Signed' : 'Not signed'}</td>
      <td className={`${CELL} text-right max-sm:hidden`}>{formatCount(live)}</td>
      <td className={`${CELL} pl-6 max-sm:w-36 max-sm:pl-2`}>
        <ProjectState project={project} />
      </td>
    </tr>
  )
}
