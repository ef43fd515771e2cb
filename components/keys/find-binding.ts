import type { KeyBinding } from './key-binding.ts'

type Found = { binding: KeyBinding } | { waitingFor: string } | null

/**
 * What a press means after the presses before it (`g`, then `l`). What was bound last wins: a panel over a page goes
 * first. A press that continues nothing begins anew, so that `g` then `j` still moves.
 */
export function findBinding(
  layers: readonly (readonly KeyBinding[])[],
  before: string,
  press: string,
): Found {
  const bindings = layers.toReversed().flat()
  const sequences = before ? [`${before} ${press}`, press] : [press]
  for (const sequence of sequences) {
    const binding = bindings.find(({ keys }) => keys === sequence)
    if (binding) return { binding }
    if (bindings.some(({ keys }) => keys.startsWith(`${sequence} `))) return { waitingFor: sequence }
  }
  return null
}
