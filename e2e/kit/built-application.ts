import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../scripts/start/ensure-built.ts'

/** Vitest's set-up for tests of the built application: once, before files side by side would each find it stale. */
export default async function setup(): Promise<void> {
  await ensureBuilt(fileURLToPath(new URL('../..', import.meta.url)), BUILD_DIR)
}

/** Where tests have the application built. */
export const BUILD_DIR = process.env.GAVEL_BUILD_DIR ?? '.next-test'
