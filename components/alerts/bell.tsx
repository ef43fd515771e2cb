'use client'
import { clsx } from 'clsx'
import { Bell as BellIcon } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { AlertIcon } from '#components/live/alert-icon.tsx'
import { Age } from '#components/ui/age.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import { visibleText } from '#components/ui/visible-text.ts'
import type { AlertCount, AlertView } from '#lib/alerts/model.ts'
import { aboutPath } from './alerts-path.ts'
import { useBell } from './bell-context.tsx'
import { sentenceOf } from './sentence-of.ts'

const BUTTON =
  'hit-24 relative inline-grid size-(--control) place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink'

/** The bell of the top bar: how many alerts are open, and the newest of them. */
export function Bell() {
  const { heard } = useBell()
  if (!heard) return null
  return (
    <Menu
      label="Open alerts"
      align="end"
      trigger={
        <button type="button" aria-label={bellLabel(heard)} title="Alerts" className={BUTTON}>
          <BellFace count={heard} />
        </button>
      }
    >
      <Newest />
    </Menu>
  )
}

/** On a phone: the way to the page. */
export function BellLink() {
  const { heard } = useBell()
  if (!heard) return null
  return (
    <Link href="/alerts" prefetch={false} aria-label={bellLabel(heard)} className={BUTTON}>
      <BellFace count={heard} />
    </Link>
  )
}

function BellFace({ count: { open, urgent } }: { count: AlertCount }) {
  return (
    <>
      <BellIcon aria-hidden="true" className="size-4" strokeWidth={1.8} />
      {open > 0 && (
        <span
          aria-hidden="true"
          className={clsx(
            'tn absolute -top-0.5 -right-1 grid h-4 min-w-4 place-items-center rounded-full px-1 font-semibold text-2xs leading-none',
            urgent > 0 ? 'bg-alert text-ink-inv' : 'bg-line-2 text-ink',
          )}
        >
          {open > 99 ? '99+' : open}
        </span>
      )}
    </>
  )
}

function bellLabel({ open, urgent }: AlertCount): string {
  if (open === 0) return 'Alerts, none open'
  return `Alerts, ${formatCount(open)} open${urgent > 0 ? `, ${formatCount(urgent)} urgent` : ''}`
}

/** What the menu shows; asked for when it opens. */
function Newest() {
  const router = useRouter()
  const { heard, failed, ask } = useBell()
  useEffect(ask, [ask])
  const newest = heard?.newest
  return (
    <>
      <MenuLabel>
        {newest ? countWords(heard, newest.length) : failed ? FAILED : 'Asking for alerts'}
      </MenuLabel>
      {newest?.map((alert) => (
        <MenuItem
          key={alert.id}
          className="h-auto! items-start! py-2"
          onSelect={() => router.push(aboutPath(alert.about) ?? '/alerts')}
        >
          <NewestOne alert={alert} />
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/alerts')}>All alerts</MenuItem>
    </>
  )
}

const FAILED = 'Alerts cannot be listed just now'

function countWords({ open }: AlertCount, shown: number): string {
  if (open === 0) return 'No alert is open'
  return open > shown ? `The newest ${shown} of ${formatCount(open)} open` : `${formatCount(open)} open`
}

function NewestOne({ alert }: { alert: AlertView }) {
  const { kind, level, about, at, projectName, claimed } = alert
  return (
    <>
      <span className={clsx('mt-0.5 [&>svg]:size-4', level === 'urgent' ? 'text-alert' : 'text-ink-2')}>
        <AlertIcon kind={kind} />
      </span>
      <span className="grid min-w-0 flex-1">
        <span>
          {level === 'urgent' && <span className="sr-only">Urgent: </span>}
          {sentenceOf(alert)}
        </span>
        <span className="truncate text-ink-2 text-xs">
          {about.name === null ? '' : `${visibleText(about.name, 60)}, `}
          {about.name === projectName ? '' : `${visibleText(projectName, 60)}, `}
          {claimed !== null &&
            (claimed.mine ? 'claimed by you, ' : `claimed by ${visibleText(claimed.name, 40)}, `)}
          <Age since={at} />
        </span>
      </span>
    </>
  )
}
