import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** A theme changes nothing but colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** Nothing that axe finds, in either theme; the video itself is the platform's. */
export async function axeFindsNothing(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== '') // a page's name may come after its contents
  await isClean(page, 'dark', axe(page))
  await isClean(page, 'light', axe(page).withRules(OF_COLOURS))
}

/** The legacy mode only leaves out frames of other origins. No page has any, and asking costs a page of its own each time. */
const axe = (page: Page) =>
  new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .exclude('video')
    .setLegacyMode()

async function isClean(page: Page, theme: 'dark' | 'light', builder: AxeBuilder): Promise<void> {
  await page.evaluate(showTheme, theme)
  const { violations } = await builder.analyze()
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }))
  expect({ page: page.url(), theme, found }).toEqual({ page: page.url(), theme, found: [] })
}

/** In the page. Until no colour is on its way any more: one half way between two themes has the contrast of neither. */
async function showTheme(theme: string): Promise<void> {
  document.documentElement.setAttribute('data-theme', theme)
  const turning = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.allSettled(turning.map(({ finished }) => finished))
}
