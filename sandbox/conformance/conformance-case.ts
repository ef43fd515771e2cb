/** One promise of the platform, who makes it, and the test that holds an unmodified SDK to it. */
import type { Stage } from './stage.ts'

export type Sdk = 'opentok' | '@vonage/video' | '@opentok/client'

/**
 * What only some platforms have: the sandbox's own control (cuts, faults, its clock), a project with an API key and
 * secret (older tokens), a Vonage application.
 */
export type Need = 'control' | 'api-key' | 'application'

export type About = {
  sdk: Sdk
  /** A sentence somebody who knows the documentation would agree with. */
  promise: string
  /** Where it is said, after the mark of how sure that is: `[docs]`, `[source]`, `[issue]` or `[unverified]`. */
  source: string
  needs?: readonly Need[]
}

export type ConformanceCase = Required<About> & { id: string; run: (stage: Stage) => Promise<void> }

const ID = /^C-\d{3}$/
const SOURCE = /^\[(docs|source|issue|unverified)\] \S/

export const conformanceCase = (
  id: string,
  { needs = [], ...about }: About,
  run: (stage: Stage) => Promise<void>,
): ConformanceCase => {
  if (!ID.test(id)) throw new Error(`${id} is not an id of the form C-001`)
  if (!SOURCE.test(about.source)) throw new Error(`${id} does not say where its promise is made`)
  return { ...about, needs, id, run }
}

/** The cases in the order of their ids; two of one id would hide each other's result. */
export const withoutDoubles = (cases: readonly ConformanceCase[]): readonly ConformanceCase[] => {
  const seen = new Set<string>()
  for (const { id } of cases) {
    if (seen.has(id)) throw new Error(`there are two cases ${id}`)
    seen.add(id)
  }
  return cases.toSorted((one, other) => one.id.localeCompare(other.id))
}
