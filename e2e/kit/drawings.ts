import type { BrowserContext, Page } from '@playwright/test'

type Counted = typeof globalThis & { drawings?: number }

/** Counts how often React writes to the pages made from now on; it tells whoever sits where its developer tools would. */
export async function countDrawings(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counted: Counted = globalThis
    counted.drawings = 0
    const onCommitFiberRoot = () => {
      counted.drawings = (counted.drawings ?? 0) + 1
    }
    const silent = () => {}
    Object.assign(globalThis, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot,
        onCommitFiberUnmount: silent,
        onPostCommitFiberRoot: silent,
      },
    })
  })
}

/** How often the page was drawn anew while the browser showed so many frames. */
export function drawingsDuring(page: Page, frames: number): Promise<number> {
  return page.evaluate(async (count) => {
    const counted: Counted = globalThis
    const before = counted.drawings ?? 0
    for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame)
    return (counted.drawings ?? 0) - before
  }, frames)
}
