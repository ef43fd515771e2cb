type Placed = { id: string; second: number }

export type Marker<Item extends Placed> = { items: readonly Item[]; left: number }

/** How near markers may be to each other before they become one with its number. */
const NEAR = 18

/** Marks on a lane of some width: what would overlap is one mark. Items come in the order of time. */
export function markers<Item extends Placed>(
  items: readonly Item[],
  length: number,
  width: number,
): Marker<Item>[] {
  const merged: { items: Item[]; left: number }[] = []
  for (const item of items) {
    const left = length > 0 ? (Math.min(item.second, length) / length) * width : 0
    const last = merged.at(-1)
    if (last && left - last.left < NEAR) last.items.push(item)
    else merged.push({ items: [item], left })
  }
  return merged
}
