import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { ConformanceCase } from './conformance-case.ts'
import { openPlatform } from './platform-under-test.ts'
import { Stage } from './stage.ts'
import { leftOutBecause, readTarget } from './target.ts'

/** Seconds on an idle machine; a busy one is no reason to fail. */
const WITHIN_MS = 150_000

/** Makes a test of each case that the platform at hand can run, on a stage they share. */
export const runCases = (cases: readonly ConformanceCase[], pages: number): void => {
  const target = readTarget(process.env)
  let stage: Stage
  beforeAll(async () => {
    stage = new Stage(await openPlatform(target))
    await stage.prepare(pages)
  }, WITHIN_MS)
  afterEach(() => stage.clear(), WITHIN_MS)
  afterAll(() => stage.close(), WITHIN_MS)
  for (const one of cases) {
    if (leftOutBecause(one, target) !== null) continue
    test(`${one.id} ${one.promise} (${one.sdk})`, () => one.run(stage), WITHIN_MS)
  }
}
