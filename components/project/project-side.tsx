'use client'
import { Check, Copy } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { PersonName } from '#components/ui/person-name.tsx'
import { Time } from '#components/ui/time.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { PolicyPage } from '#lib/archives/model.ts'
import type { ProjectPage } from '#lib/projects/model.ts'
import { ProjectState } from './project-state.tsx'
import { DEED_WORDS } from './project-words.ts'
import { WhoRecords } from './who-records.tsx'

/** Beside the credentials: how it goes, where callbacks come in, and what was changed by whom. */
export function ProjectSide({ project, recording }: { project: ProjectPage; recording: PolicyPage }) {
  return (
    <aside
      aria-label="About this project"
      className="w-80 flex-none divide-y overflow-y-auto border-l max-lg:w-auto max-lg:border-t max-lg:border-l-0"
    >
      <section className="px-4 py-3">
        <h2 className="mb-1.5 font-[550]">Health</h2>
        <ProjectState project={project} />
        <p className="tn mt-1 text-ink-2">{formatCount(project.live)} live now</p>
        {project.pausedAt && (
          <p className="mt-1 text-ink-2">
            Since <Time at={project.pausedAt} />. Nothing is asked of the platform and nobody is let in;
            callbacks are stored.
          </p>
        )}
      </section>
      <CallbackAddress project={project} />
      <WhoRecords recording={recording} />
      <section className="px-4 py-3">
        <h2 className="mb-1.5 font-[550]">Changes</h2>
        <ul>
          {project.changes.map(({ id, what, by, at }) => (
            <li key={id} className="flex items-baseline gap-2 py-1">
              <span className="min-w-0 flex-1">{DEED_WORDS[what]}</span>
              {by !== null && <PersonName name={by} className="min-w-0 text-ink-2" />}
              <span className="flex-none text-ink-2">
                <Time at={at} />
              </span>
            </li>
          ))}
          {project.changes.length === 0 && <li className="text-ink-2">None yet</li>}
        </ul>
      </section>
    </aside>
  )
}

function CallbackAddress({ project: { callbackUrl, signed, platform } }: { project: ProjectPage }) {
  const { copied, copy } = useCopy()
  const Icon = copied ? Check : Copy
  return (
    <section className="px-4 py-3">
      <h2 className="mb-1.5 font-[550]">Callback address</h2>
      <p className="break-all rounded-md bg-canvas p-2.5 font-mono text-xs">
        {callbackUrl}
        {!signed && '/…'}
      </p>
      {signed && (
        <Button className="mt-2" onClick={() => copy(callbackUrl)}>
          <Icon aria-hidden="true" className="size-3.5" />
          {copied ? 'Copied' : 'Copy address'}
        </Button>
      )}
      <p className="mt-2 text-ink-2">
        {platform === 'opentok'
          ? 'On the page of your account at the platform, choose the project and enter it as the address of session monitoring and of archive monitoring.'
          : 'In the dashboard, choose the application and enter it as the address of session monitoring and of archive monitoring.'}{' '}
        {signed
          ? 'The signature secret is shown there too.'
          : 'The secret at its end was shown once; replace it when it was lost.'}
      </p>
    </section>
  )
}
