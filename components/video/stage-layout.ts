/** How a stage of pictures is laid out: which one is big, and in which of the few shapes the others stand beside it. */
export type StageShape = 'empty' | 'one' | 'two' | 'grid'
export type StageLayout = {
  shape: StageShape
  big: string | null
  /** All but the big one, in their lasting order: the first five beside and below it, the rest in the filmstrip. */
  beside: string[]
  strip: string[]
}

const BESIDE = 5

/** The order is the order of coming: tiles keep their place; choosing somebody only makes their tile the big one. */
export function stageLayout(ids: readonly string[], chosen: string | null): StageLayout {
  const big = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? null)
  const others = ids.filter((id) => id !== big)
  return { shape: shapeFor(ids.length), big, beside: others.slice(0, BESIDE), strip: others.slice(BESIDE) }
}

function shapeFor(count: number): StageShape {
  if (count === 0) return 'empty'
  if (count === 1) return 'one'
  return count === 2 ? 'two' : 'grid'
}
