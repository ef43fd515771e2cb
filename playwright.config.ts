import { defineConfig } from '@playwright/test'
import { chromiumOptions } from './e2e/kit/chromium.ts'

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: '.data/test-results',
  // Each in a world of its own. Video is decoded by the processor here: more than two would only be slow together.
  workers: 2,
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
