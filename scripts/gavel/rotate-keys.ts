import { rewrapStorageSecrets } from '#lib/custody/storage-secret.ts'
import { rewrapSeeds } from '#lib/factors/seed-at-rest.ts'
import { rewrapSecrets } from '#lib/platform/rewrap-secrets.ts'
import type { Database } from '#lib/system/database.ts'
import { rewrapEndpoints } from '#lib/webhooks/endpoint-secrets.ts'
import type { Outcome } from './outcome.ts'
import { commandAuthor, recordCommand } from './record-command.ts'

/** Seals everything anew that is still under an older master key. */
export async function rotateKeys(db: Database): Promise<Outcome> {
  const author = commandAuthor()
  const record = (phase: 'ask' | 'outcome', details: Record<string, unknown> = {}) =>
    db.$transaction((tx) => recordCommand(tx, author, { phase, action: 'secrets.rewrap', details }))
  await record('ask')
  const secrets = await rewrapSecrets(db)
  const rewrapped =
    secrets.rewrapped +
    (await rewrapSeeds(db)) +
    (await rewrapEndpoints(db)) +
    (await rewrapStorageSecrets(db))
  const { unreadable } = secrets
  const ok = unreadable === 0
  await record('outcome', { outcome: ok ? 'done' : 'failed', rewrapped, unreadable })
  return {
    ok,
    lines: [
      `${rewrapped} secrets are sealed anew under the first key of GAVEL_MASTER_KEYS.`,
      ...(ok
        ? []
        : [`${unreadable} do not open: put the key they are under back, after the first one, and repeat.`]),
    ],
    value: { rewrapped, unreadable },
  }
}
