'use client'
import { ChevronsUpDown } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { Menu, MenuChoice } from '#components/ui/menu.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import { useConsole } from './console-context.tsx'
import { placeOf } from './places.ts'

const ALL = 'All projects'

/** Narrows Live and Archives to one project; the choice is in the address. */
export function ProjectSwitcher({ project }: { project?: string }) {
  const { projects } = useConsole()
  const router = useRouter()
  const pathname = usePathname()
  const narrowedTo = useSearchParams().get('project')
  const chosen = project ?? narrowedTo
  const name = projects.find(({ id }) => id === chosen)?.name ?? ALL
  const choose = (id: string | null) => router.push(`/${placeOf(pathname)}${id ? `?project=${id}` : ''}`)
  return (
    <Menu
      label="Project"
      trigger={
        <button
          type="button"
          aria-label={`Project: ${name}`}
          className="-ml-1.5 flex h-(--control) min-w-0 items-center gap-1.5 rounded-md px-1.5 font-medium hover:bg-hover"
        >
          <span className="grid size-[18px] flex-none place-items-center rounded-[5px] bg-line-2 font-semibold text-[0.625rem]">
            {visibleText(name, 1).replace('…', '').toUpperCase()}
          </span>
          <PersonName name={name} className="max-w-40" />
          <ChevronsUpDown aria-hidden="true" className="size-3 flex-none text-ink-2" />
        </button>
      }
    >
      <MenuChoice chosen={name === ALL} onSelect={() => choose(null)}>
        {ALL}
      </MenuChoice>
      {projects.map((one) => (
        <MenuChoice key={one.id} chosen={one.id === chosen} onSelect={() => choose(one.id)}>
          <PersonName name={one.name} />
        </MenuChoice>
      ))}
    </Menu>
  )
}
