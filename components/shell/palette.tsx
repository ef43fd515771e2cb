'use client'
import { Command } from 'cmdk'
import { Radio, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Key } from '#components/ui/key.tsx'
import { PersonName } from '#components/ui/person-name.tsx'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useConsole } from './console-context.tsx'
import { PaletteItem } from './palette-item.tsx'
import { placesFor } from './places.ts'
import { useFoundSessions } from './use-found-sessions.ts'

const HEADING =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-ink-2 [&_[cmdk-group-heading]]:text-xs px-2 py-1.5'

/** Found is what has every word that was typed, in whichever place: no guesses among hundreds of names. */
function hasAllWords(_value: string, search: string, names: string[] = []): number {
  const text = names.join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0
}

/** Everything by its name: live sessions, then places. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const { places } = useConsole()
  const [query, setQuery] = useState('')
  const found = useFoundSessions()
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  return (
    <Dialog open onClose={onClose} title="Find a session or a place" bare className="sm:w-[640px]">
      <Command
        label="Find a session or a place"
        loop
        filter={hasAllWords}
        className="flex max-h-[min(572px,80dvh)] flex-col"
      >
        <div className="flex h-13 flex-none items-center gap-3 border-line-2 border-b pr-4 pl-5">
          <Search aria-hidden="true" className="size-4 flex-none" strokeWidth={1.6} />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="Name or ID of a session, or a place"
            className="min-w-0 flex-1 bg-transparent text-[0.9375rem] outline-none"
          />
          <Key>Esc</Key>
        </div>
        <Command.List className="min-h-0 flex-1 overflow-y-auto">
          <Command.Empty className="px-5 py-8 text-center text-ink-2">
            {found.state === 'loading' ? 'Looking for sessions' : 'Nothing live has this name or ID'}
          </Command.Empty>
          {found.state === 'failed' && (
            <p className="px-5 pt-3 text-failed">Sessions cannot be listed just now</p>
          )}
          {found.state === 'found' && found.sessions.length > 0 && (
            <Command.Group heading="Live sessions" className={HEADING}>
              {found.sessions.map(({ id, platformId, name, projectName, connections }) => (
                <PaletteItem
                  key={id}
                  value={id}
                  words={[name ?? '', platformId, projectName]}
                  icon={<Radio aria-hidden="true" />}
                  title={<PersonName name={name} fallback={platformId} />}
                  detail={`${projectName}, ${formatCount(connections)} connected`}
                  onSelect={() => go(`/sessions/${id}`)}
                />
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Go to" className={HEADING}>
            {placesFor(places).map(({ id, label, href, icon: Icon, keys }) => (
              <PaletteItem
                key={id}
                value={`place ${id}`}
                words={[label]}
                icon={<Icon aria-hidden="true" />}
                title={label}
                after={<KeyCaps keys={keys} />}
                onSelect={() => go(href)}
              />
            ))}
          </Command.Group>
        </Command.List>
        <PaletteKeys />
      </Command>
    </Dialog>
  )
}

function PaletteKeys(): ReactNode {
  return (
    <footer
      aria-hidden="true"
      className="flex h-[38px] flex-none items-center gap-4 border-line-2 border-t px-5 text-ink-2 text-xs max-sm:hidden"
    >
      <span className="inline-flex items-center gap-[5px]">
        <Key>↑</Key>
        <Key>↓</Key> move
      </span>
      <span className="inline-flex items-center gap-[5px]">
        <Key>↵</Key> open
      </span>
    </footer>
  )
}
