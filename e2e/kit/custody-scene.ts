import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskDriver } from '#lib/custody/disk-driver.ts'
import { runCustody } from '#lib/custody/run-custody.ts'
import type { Tools } from '#lib/custody/tools.ts'
import { parseArchiveId } from '#lib/platform/ids.ts'
import type { Database } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import { ok } from '#lib/system/result.ts'
import { type PlatformWithFile, platformWithFile } from './platform-with-file.ts'
import { aProject, aSession } from './rows.ts'

/** A recording that the platform has, a disk to bring it to, and the hands that do it. */
export type CustodyScene = {
  readonly archiveId: string
  readonly projectId: string
  readonly root: string
  readonly platform: PlatformWithFile
  tools(given?: Partial<Tools>): Tools
  /** What was put off is due, and a dead server's lease has run out. */
  later(): Promise<void>
  /** As the clock does it, until nothing is due any more. */
  untilQuiet(given?: Partial<Tools>): Promise<void>
  /** Everything that lies on the disk, finished or not. */
  onDisk(): Promise<string[]>
  end(): Promise<void>
}

export async function custodyScene(db: Database, bytes: Buffer): Promise<CustodyScene> {
  const root = await mkdtemp(join(tmpdir(), 'gavel-custody-'))
  const platformId = newId()
  const platform = await platformWithFile(platformId, bytes)
  const { id: projectId } = await aProject(db)
  await db.project.update({
    where: { id: projectId },
    data: { apiUrl: await originOf(platform, platformId) },
  })
  const { id: sessionId } = await aSession(db, projectId)
  const { id: archiveId } = await db.archive.create({
    data: { projectId, sessionId, platformId, state: 'available', stoppedAt: new Date(Date.now() - 60_000) },
  })
  const disk = createDiskDriver(root)
  const scene: CustodyScene = {
    archiveId,
    projectId,
    root,
    platform,
    tools: (given) => ({
      db,
      platformFor: async () => platform.client(),
      driverFor: async () => ok(disk),
      ask: platform.ask,
      reached: async () => {},
      ...given,
    }),
    async later() {
      await db.custody.updateMany({ data: { leasedUntil: new Date(0) } })
      await db.custody.updateMany({ where: { nextAt: { not: null } }, data: { nextAt: new Date(0) } })
    },
    async untilQuiet(given) {
      for (let turns = 0; turns < 20 && (await runCustody(scene.tools(given))); turns++) await scene.later()
    },
    async onDisk() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    },
    async end() {
      await platform.stop()
      await rm(root, { recursive: true })
    },
  }
  return scene
}

async function originOf({ client }: PlatformWithFile, platformId: string): Promise<string> {
  const id = parseArchiveId(platformId)
  if (!id.ok) throw new Error('A test gave an id that is none')
  const found = await client().getArchive(id.value)
  if (!found.ok || !found.value.url) throw new Error('The platform of a test has no file')
  return new URL(found.value.url).origin
}
