import 'server-only'
import { notRunOut } from '#lib/access/holdings.ts'
import { queueLetter } from '#lib/notify/queue-letter.ts'
import type { Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { letterProof } from './letter-proof.ts'
import type { ArchivePolicy } from './model.ts'

type Asked = { id: string; projectId: string; askedById: string; lastsMinutes: number }

/** A project with hundreds of leads still gets an answer; each of them sees it in the console anyhow. */
const MOST_LETTERS = 50

/**
 * Puts a letter on file for everybody who may answer a request, with the request itself. It names the project and nothing else:
 * neither who asks, nor what for, nor the session leaves the console.
 */
export async function tellAnswerers(tx: Tx, request: Asked, policy: ArchivePolicy): Promise<void> {
  const project = await tx.project.findUniqueOrThrow({
    where: { id: request.projectId },
    select: { name: true },
  })
  for (const { id, email } of await answerersOf(tx, request, policy))
    await queueLetter(tx, {
      to: email,
      subject: `A recording in ${project.name} waits for a second person`,
      text: letterText(project.name, request, id),
    })
}

function answerersOf(tx: Tx, { projectId, askedById }: Asked, policy: ArchivePolicy) {
  return tx.account.findMany({
    where: {
      id: { not: askedById },
      disabledAt: null,
      alertMail: { not: 'none' },
      holdings: {
        some: {
          role: { key: { in: policy.approves }, permissions: { has: 'archive.approve' } },
          AND: [{ OR: [{ projectId: null }, { projectId }] }, notRunOut()],
        },
      },
    },
    select: { id: true, email: true },
    orderBy: { id: 'asc' },
    take: MOST_LETTERS,
  })
}

/** The host is the configured one, never what a request claims to have been sent to. */
function letterText(projectName: string, { id, lastsMinutes }: Asked, accountId: string): string {
  const { GAVEL_URL } = env()
  return `Somebody asks to record a session in ${projectName}, and by its policy a second person must agree. The request waits for ${lastsMinutes} min.

Answer it here, signed in as yourself:
${GAVEL_URL}/requests/answer/${id}/${letterProof(id, accountId)}

Or see it among the others:
${GAVEL_URL}/requests?open=${id}

Opening these links changes nothing.
`
}
