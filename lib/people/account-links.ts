import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import type { RoleAt } from './model.ts'

export type LinkKind = 'invite' | 'reset' | 'emailChange'

const HOURS: Record<LinkKind, number> = { invite: 72, reset: 0.5, emailChange: 0.5 }

type NewLink = {
  kind: LinkKind
  accountId: string | null
  email: string
  name: string
  roles?: readonly RoleAt[]
  createdById: string | null
}

/**
 * Makes a link that opens once, and answers its address: the only copy of its token, of which we keep the hash. It lands at
 * `/link` first, where the token goes into a cookie and out of the address.
 */
export async function createLink(tx: Tx, link: NewLink): Promise<{ linkId: string; url: string }> {
  const token = randomBytes(32).toString('base64url')
  const linkId = newId()
  const { roles = [], ...rest } = link
  await tx.$executeRaw`
    INSERT INTO "AccountLink" ("id", "kind", "tokenHash", "accountId", "email", "name", "roles", "createdById", "expiresAt")
    VALUES (${linkId}::uuid, ${rest.kind}::"LinkKind", ${hashToken(token)}, ${rest.accountId}::uuid, ${rest.email},
      ${rest.name}, ${JSON.stringify(roles)}::jsonb, ${rest.createdById}::uuid,
      now() + make_interval(secs => ${HOURS[link.kind] * 3_600}::float))`
  // The host is the configured one, never what a request claims to have been sent to.
  return { linkId, url: `${env().GAVEL_URL}/link/${link.kind}/${token}` }
}

export type OpenLink = {
  id: string
  accountId: string | null
  email: string
  name: string
  roles: unknown
  createdById: string | null
}

/**
 * The link of a token, when it may still be used, locked: of a hundred who use it at once the first finds it. One that its
 * account has outlived (another was used, the password changed, an admin took it back) is as if it had never been.
 */
export async function openLink(tx: Tx, kind: LinkKind, token: string | undefined): Promise<OpenLink | null> {
  if (!token || token.length > 100) return null
  const [link] = await tx.$queryRaw<OpenLink[]>`
    SELECT l."id", l."accountId", l."email", l."name", l."roles", l."createdById"
    FROM "AccountLink" l LEFT JOIN "Account" a ON a."id" = l."accountId"
    WHERE l."tokenHash" = ${hashToken(token)} AND l."kind" = ${kind}::"LinkKind" AND l."usedAt" IS NULL
      AND l."revokedAt" IS NULL AND l."expiresAt" > now()
      AND (l."accountId" IS NULL OR (a."disabledAt" IS NULL AND l."createdAt" >= a."linksVoidedAt"))
    FOR UPDATE OF l`
  return link ?? null
}

/** It has done what it was for. */
export async function spendLink(tx: Tx, linkId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "AccountLink" SET "usedAt" = now() WHERE "id" = ${linkId}::uuid`
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
