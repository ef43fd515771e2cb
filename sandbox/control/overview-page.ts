/** What is going on, for a person with a browser on this machine. Needs no script, shows no secret. */
import type { StandingFault } from '../faults/faults.ts'
import type { Cast } from '../people-interface.ts'
import type { Platform } from '../platform/platform.ts'
import type { Project } from '../platform/project.ts'
import type { Connection, Session, Stream } from '../platform/session.ts'
import { type Html, html } from './html.ts'
import type { RecentEvent } from './recent-events.ts'

export type Overview = {
  platform: Platform
  cast: Cast
  recent: readonly RecentEvent[]
  faults: readonly StandingFault[]
}

const MAX_SESSIONS = 30
const MAX_PEOPLE = 60

/** Has no sign that the template would escape. */
const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:70rem;margin:0 auto;padding:1rem;background:Canvas;color:CanvasText}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin-bottom:.25rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;
border-bottom:1px solid color-mix(in srgb,CanvasText 20%,Canvas);overflow-wrap:anywhere}
th{font-weight:600}code{font-size:.9em}p{margin:.25rem 0}td p{margin:0}`

const clip = (text: string, length = 120): string =>
  text.length > length ? `${text.slice(0, length)}…` : text

const micOrCamera = ({ channels }: Stream): string =>
  channels.map(({ type, active }) => `${type} ${active ? 'on' : 'off'}`).join(', ')

const personRow = (connection: Connection, { people }: Cast): Html => {
  const { id, data, session, permissions } = connection
  const named = people.find(({ ref }) => data.includes(ref))?.name ?? '–'
  const streams = [...session.streams.values()].filter(({ owner }) => owner === connection)
  const shown = streams.map(
    (stream) => html`<p>${clip(stream.name.trim() || 'Unnamed stream')}: ${micOrCamera(stream)}</p>`,
  )
  return html`<tr><td>${named}</td><td><code>${clip(data)}</code></td><td><code>${id}</code></td>
<td>${permissions.includes('forcemute') ? 'moderator' : permissions.join(', ')}</td><td>${shown}</td></tr>`
}

const sessionSection = (session: Session, cast: Cast): Html => {
  const name = cast.sessions.find(({ sessionId }) => sessionId === session.id)?.name ?? 'Session'
  const people = [...session.connections.values()]
  const states = [session.mode, ...(session.e2ee ? ['encrypted'] : []), ...(session.muted ? ['muted'] : [])]
  const more = people.length - MAX_PEOPLE
  return html`<h3>${name}</h3><p><code>${session.id}</code> (${states.join(', ')}; ${people.length} connected)</p>
<table><thead><tr><th scope="col">Person</th><th scope="col">Data</th><th scope="col">Connection</th>
<th scope="col">May</th><th scope="col">Streams</th></tr></thead>
<tbody>${people.slice(0, MAX_PEOPLE).map((connection) => personRow(connection, cast))}</tbody></table>
${more > 0 ? html`<p>and ${more} more</p>` : ''}`
}

/** Where callbacks go, without what a query or a user name in the address could give away. */
const callbackWords = ({ callbackUrl }: Project): string =>
  callbackUrl ? `callbacks go to ${new URL(callbackUrl).host}` : 'no callbacks'

const projectSection = (project: Project, { platform, cast }: Overview): Html => {
  const live = [...platform.sessions()].filter((session) => {
    return session.project === project && session.connections.size > 0
  })
  const application = project.applicationId
    ? html`, application <code>${project.applicationId}</code>`
    : html``
  const more = live.length - MAX_SESSIONS
  return html`<section><h2>${project.name}</h2>
<p>API key <code>${project.apiKey}</code>${application}; ${callbackWords(project)}</p>
${live.length === 0 ? html`<p>Nobody is connected.</p>` : ''}
${live.slice(0, MAX_SESSIONS).map((session) => sessionSection(session, cast))}
${more > 0 ? html`<p>and ${more} more sessions</p>` : ''}</section>`
}

const eventRow = ({ at, project, event, detail, sessionId }: RecentEvent): Html =>
  html`<tr><td><time>${at.toISOString().slice(11, 19)}</time></td><td>${project}</td><td>${event}</td>
<td>${clip(detail)}</td><td><code>${sessionId.slice(-12)}</code></td></tr>`

const faultRow = ({ id, served, ...fault }: StandingFault): Html =>
  html`<tr><td><code>${id}</code></td><td><code>${clip(JSON.stringify(fault), 400)}</code></td><td>${served}</td></tr>`

const table = (columns: readonly string[], rows: readonly Html[], none: string): Html =>
  rows.length === 0
    ? html`<p>${none}</p>`
    : html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`

export const overviewPage = (overview: Overview): string =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<style>${STYLE}</style></head><body><main><h1>Sandbox</h1>
<p>A stand-in for the video platform. This page is for this machine only and looks again every five seconds.</p>
${overview.platform.projects.map((project) => projectSection(project, overview))}
<section><h2>Faults in force</h2>
${table(['ID', 'Fault', 'Struck'], overview.faults.map(faultRow), 'Nothing is asked to go wrong.')}</section>
<section><h2>Recent events</h2>
${table(['Time (UTC)', 'Project', 'Event', 'Detail', 'Session'], overview.recent.map(eventRow), 'None yet.')}</section>
</main></body></html>`.text
