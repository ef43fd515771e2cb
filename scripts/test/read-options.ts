export type TestOptions = {
  /** Only what needs neither database nor browser. */
  readonly fast: boolean
  readonly only: 'vitest' | 'e2e' | undefined
  /** Handed on to the one tool that `only` names. */
  readonly rest: readonly string[]
}

/** Throws with a sentence when it cannot be read. */
export function readOptions(args: readonly string[]): TestOptions {
  if (args[0] === '--fast') return { fast: true, only: undefined, rest: [] }
  if (args[0] === '--only') {
    const only = args[1]
    if (only !== 'vitest' && only !== 'e2e') throw new Error('--only takes vitest or e2e.')
    return { fast: false, only, rest: args.slice(2) }
  }
  if (args.length)
    throw new Error(`Unknown option ${args[0]}: there are --fast, --only vitest [...], --only e2e [...].`)
  return { fast: false, only: undefined, rest: [] }
}
