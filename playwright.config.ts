import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/browser.mjs'

const browser = findBrowser()
if (!browser)
  throw new Error('There is no Chromium: run the stories by `npm test`, which finds or installs one.')

/** Cameras and microphones that need no hand, sound that may play, and no way to the cloud. */
const FLAGS = [
  '--use-fake-device-for-media-stream=fps=10',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-quic',
  '--host-resolver-rules=MAP *.opentok.com ~NOTFOUND, MAP *.tokbox.com ~NOTFOUND',
]

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: '.data/test-results',
  // Video is decoded by the processor here: stories side by side would only be slow together.
  workers: 1,
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
    launchOptions: {
      args: [...browser.args, ...FLAGS],
      ...('executablePath' in browser && browser.executablePath
        ? { executablePath: browser.executablePath }
        : {}),
    },
  },
})
