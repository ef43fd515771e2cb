import { inDatabase } from './in-database.ts'
import type { World } from './world.ts'

/** Amara looks at recordings; in some stories she is a lead too. Answers where her letters go. */
export async function makeLead(world: World): Promise<string> {
  const { email } = world.signIn('reviewer')
  await inDatabase(
    world,
    `INSERT INTO "RoleHolding" ("id", "accountId", "roleId")
     SELECT gen_random_uuid(), a."id", r."id" FROM "Account" a, "Role" r WHERE a."email" = $1 AND r."key" = 'lead'
     ON CONFLICT DO NOTHING`,
    [email],
  )
  return email
}

/** Who may record in the project of the stories, as it is stored. */
export const setPolicy = (world: World, policy: object) =>
  inDatabase(world, `UPDATE "Project" SET "archivePolicy" = $1 WHERE "name" = 'Openmic'`, [
    JSON.stringify(policy),
  ])

/** As the stories that follow expect it. */
export const clearPolicy = (world: World) =>
  inDatabase(world, `UPDATE "Project" SET "archivePolicy" = NULL WHERE "name" = 'Openmic'`)
