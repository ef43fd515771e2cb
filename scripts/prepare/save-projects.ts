import { recordAudit } from '#lib/audit/record-audit.ts'
import { type ProjectSettings, saveProject } from '#lib/platform/save-project.ts'
import type { Database } from '#lib/system/database.ts'

const WRONG = {
  'bad-secret': 'one of its secrets is not one: look whether all of it was copied',
  'bad-address':
    'its address must be https, and in a network of GAVEL_ALLOW_PLATFORM_NETWORKS when it is not on the public internet',
  'other-platform': 'its key belongs to a project of the other platform already',
} as const

/** Brings the projects up to date with the settings; what changed is on the record, in the same transaction. */
export async function saveProjects(db: Database, projects: readonly ProjectSettings[]): Promise<void> {
  for (const settings of projects) {
    await db.$transaction(async (tx) => {
      const saved = await saveProject(tx, settings, new Date())
      if (!saved.ok) {
        const { failure } = saved
        // Somebody has taken it out of use: only somebody, and no restart, brings it back.
        if (failure === 'removed') return
        throw new Error(`The project "${settings.name}" cannot be used: ${WRONG[failure]}.`)
      }
      const { projectId, created, changed } = saved.value
      if (!created && changed.length === 0) return
      await recordAudit(tx, {
        phase: 'event',
        action: 'project.manage',
        actorId: null,
        deviceId: null,
        address: null,
        projectId,
        subject: `project:${projectId}`,
        details: { by: 'settings', created, changed },
        requestId: 'start',
      })
    })
  }
}
