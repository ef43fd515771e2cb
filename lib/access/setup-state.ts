import 'server-only'
import { database } from '#lib/system/database.ts'

/** Whether the first admin is still to be made. Once it is, this is false for ever, whoever is removed later. */
export async function isSetupOpen(): Promise<boolean> {
  return (await database().setup.count({ where: { id: 1, completedAt: null } })) === 1
}
