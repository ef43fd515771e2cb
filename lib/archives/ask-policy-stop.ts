import 'server-only'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { askAction } from '#lib/moderation/ask-action.ts'
import { sendAction } from '#lib/moderation/send-action.ts'
import { type ArchiveId, parseArchiveId } from '#lib/platform/ids.ts'
import type { Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'

export type StoppedByPolicy = {
  archiveId: string
  platformId: string
  projectId: string
  sessionId: string
  starterId: string
}
export type PolicyStop = { actionId: string; projectId: string; platformId: ArchiveId }

/** In the name of whoever started it, as an action has somebody; on the record it says that it was the policy. */
export async function askPolicyStop(
  tx: Tx,
  recording: StoppedByPolicy,
  { reason, details }: { reason: string; details: Record<string, unknown> },
): Promise<PolicyStop | null> {
  const { archiveId, projectId, sessionId, starterId } = recording
  const platformId = parseArchiveId(recording.platformId)
  if (!platformId.ok) return null
  const requestId = newId()
  await recordAudit(tx, {
    phase: 'ask',
    action: 'archive.stop',
    actorId: null,
    deviceId: null,
    address: null,
    projectId,
    sessionId,
    subject: `archive:${archiveId}`,
    reason,
    details: { by: 'policy', ...details },
    requestId,
  })
  const asked = await askAction(tx, {
    actor: { accountId: starterId },
    kind: 'stopArchive',
    projectId,
    sessionId,
    reason,
    requestId,
    targets: [{ archiveId }],
  })
  return asked.ok ? { actionId: asked.value.actionId, projectId, platformId: platformId.value } : null
}

export function sendPolicyStop({ actionId, projectId, platformId }: PolicyStop): Promise<void> {
  return sendAction({ id: actionId, kind: 'stopArchive', projectId }, (platform) =>
    platform.stopArchive(platformId),
  )
}
