import Link from 'next/link'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import type { ProjectRow } from '#lib/projects/model.ts'
import { projectPath } from './project-path.ts'
import { ProjectState } from './project-state.tsx'
import { PLATFORM_WORDS } from './project-words.ts'

const HEAD = 'h-8 px-2 text-left font-[450] text-ink-2 text-xs first:pl-4 last:pr-4'
const CELL = 'px-2 py-2 first:pl-4 last:pr-4'

/** The projects as rows; on a phone, name and state. */
export function ProjectTable({ projects }: { projects: readonly ProjectRow[] }) {
  return (
    <table className="w-full table-fixed border-collapse bg-surface">
      <thead className="sticky top-0 z-10 bg-surface shadow-[0_1px_0_var(--color-line)] max-sm:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Project
          </th>
          <th scope="col" className={`${HEAD} w-28`}>
            Platform
          </th>
          <th scope="col" className={`${HEAD} w-44 max-lg:hidden`}>
            Key or application
          </th>
          <th scope="col" className={`${HEAD} w-24 max-lg:hidden`}>
            Callbacks
          </th>
          <th scope="col" className={`${HEAD} w-16 text-right`}>
            Live
          </th>
          <th scope="col" className={`${HEAD} w-72 pl-6 max-lg:w-44`}>
            State
          </th>
        </tr>
      </thead>
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
