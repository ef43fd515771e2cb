import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './e2e/kit/chromium.ts'

/** Several people see and hear each other for long: two of these at once take three times as long. */
const MUCH_VIDEO =
  /\/(accessibility|letting-go|moderating|p08-\S+|recording|requests|running-recordings|s07-\S+|streams-apart|who-is-recorded)\.spec\.ts$/

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: '.data/test-results',
  // Each in a world of its own. Video is decoded by the processor here: more than two would only be slow together.
  workers: 2,
  projects: [
    { name: 'much video', workers: 1, testMatch: MUCH_VIDEO },
    { name: 'the others', workers: 1, testIgnore: MUCH_VIDEO },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A trace films every step: on two processors that alone makes video stand still.
    screenshot: 'only-on-failure',
    launchOptions: chromiumOptions(),
  },
})
