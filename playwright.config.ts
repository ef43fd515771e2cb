import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './e2e/kit/chromium.ts'

/** Stories that need little of the machine. */
const PAGES = /(audit|bad-days|first-setup|live|oidc|passkey|projects|s07-.*)\.spec\.ts$/

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: '.data/test-results',
  // Video is decoded by the processor here: one story with people who see each other at a time, and one about pages beside it.
  workers: 2,
  projects: [
    { name: 'video', testIgnore: PAGES, workers: 1 },
    { name: 'pages', testMatch: PAGES, workers: 1 },
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
