import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const THEMES = ['dark', 'light'] as const

/** Nothing that axe finds, in either theme; the video itself is the platform's. */
export async function findsNothing(page: Page): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme)
    const { violations } = await new AxeBuilder({ page }).exclude('video').analyze()
    const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }))
    expect({ page: page.url(), theme, found }).toEqual({ page: page.url(), theme, found: [] })
  }
}
