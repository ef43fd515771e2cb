/** What is known of every archive: kept on disk, told to its project at each change. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../callbacks/callback-queue.ts'
import type { Log } from '../platform/platform.ts'
import type { Project } from '../platform/project.ts'
import { type Archive, archiveView } from './archive.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { archiveUrl, isGoodArchiveUrl } from './archive-url.ts'
import { createExpiry } from './expiry.ts'

export type ArchiveBookOptions = {
  projects: readonly Project[]
  files: ArchiveFiles
  clock: Clock
  /** Tells the project of a status by callback. */
  notify: (project: Project, body: Record<string, unknown>) => void
  /** Under which address links in callbacks stand. */
  baseUrl: () => string
  log: Log
}

export type ArchiveBook = {
  add: (archive: Archive) => Promise<void>
  change: (archive: Archive, changes: Partial<Archive>) => Promise<void>
  find: (project: Project, id: string) => Archive | null
  /** Newest first, deleted ones left out. */
  list: (project: Project, sessionId: string | null) => Archive[]
  view: (archive: Archive, project: Project, baseUrl: string) => ReturnType<typeof archiveView>
  /** Whether this link may be followed to that archive's file. */
  opens: (url: URL, archive: Archive) => boolean
  byId: (id: string) => Archive | null
  close: () => void
}

const AT_WORK: ReadonlySet<Archive['status']> = new Set(['started', 'paused', 'stopped'])

/** Reads what earlier runs left; an archive that was at work then has no file and never will. */
const readEarlier = async (
  files: ArchiveFiles,
  archives: Map<string, Archive>,
  change: ArchiveBook['change'],
  keep: (archive: Archive) => void,
): Promise<void> => {
  for (const archive of await files.load()) {
    archives.set(archive.id, archive)
    if (AT_WORK.has(archive.status)) {
      await change(archive, { status: 'failed', reason: 'failure' })
      await files.removeRemains(archive)
    }
    if (archive.status === 'available') keep(archive)
  }
}

export const openArchiveBook = async (options: ArchiveBookOptions): Promise<ArchiveBook> => {
  const { projects, files, clock, notify, baseUrl, log } = options
  const secret = randomBytes(32).toString('base64url')
  const archives = new Map<string, Archive>()

  const view: ArchiveBook['view'] = (archive, project, base) => {
    const isThere = archive.status === 'available'
    return archiveView(archive, project, isThere ? archiveUrl(base, archive, secret, clock.now()) : null)
  }

  const tell = (archive: Archive): void => {
    const project = projects.find(({ apiKey }) => apiKey === archive.apiKey)
    if (project) notify(project, { ...view(archive, project, baseUrl()), event: 'archive', certificate: '' })
  }

  const change: ArchiveBook['change'] = (archive, changes) => {
    Object.assign(archive, changes, { updatedAt: clock.now().getTime() })
    tell(archive)
    if (changes.status === 'available') expiry.keep(archive)
    return files.save(archive)
  }

  const expire = async (archive: Archive): Promise<void> => {
    await change(archive, { status: 'expired' })
    await files.removeFile(archive)
  }
  const expiry = createExpiry(clock, (archive) => {
    expire(archive).catch((error: unknown) => log(`archives: ${archive.id} did not expire: ${String(error)}`))
  })

  await readEarlier(files, archives, change, expiry.keep)
  return {
    add: (archive) => {
      archives.set(archive.id, archive)
      tell(archive)
      return files.save(archive)
    },
    change,
    find: (project, id) => {
      const archive = archives.get(id)
      return archive?.apiKey === project.apiKey ? archive : null
    },
    list: (project, sessionId) =>
      [...archives.values()]
        .filter(({ apiKey, status }) => apiKey === project.apiKey && status !== 'deleted')
        .filter((archive) => sessionId === null || archive.sessionId === sessionId)
        .sort((left, right) => right.createdAt - left.createdAt),
    view,
    opens: (url, { id, status }) => status === 'available' && isGoodArchiveUrl(url, id, secret, clock.now()),
    byId: (id) => archives.get(id) ?? null,
    close: expiry.close,
  }
}
