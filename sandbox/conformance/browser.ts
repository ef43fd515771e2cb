/** Chromium pages that run the unmodified browser SDK against the sandbox. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../scripts/browser.mjs'
import { listen } from '../http-server.ts'
import { TELEMETRY_PATH } from '../rest/rest.ts'

export type SdkBrowser = { openPage: () => Promise<Page>; close: () => Promise<void> }

/** The cloud must never be asked in the sandbox's stead: its answer would win. */
const NO_CLOUD = [
  `--host-resolver-rules=${['opentok.com', '*.opentok.com', 'tokbox.com', '*.tokbox.com'].map((host) => `MAP ${host} ~NOTFOUND`).join(', ')}`,
  '--no-proxy-server', // which would resolve them itself
]

const FLAGS = [
  '--disable-gpu',
  '--use-fake-device-for-media-stream=device-count=3,fps=10',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
]

/** The SDK is large, and a busy machine slow. */
const LOAD_WITHIN_MS = 100_000

const otProperties = (apiUrl: string): string => `<script>window.OTProperties = {
  apiURL: ${JSON.stringify(apiUrl)}, loggingURL: ${JSON.stringify(`${apiUrl}${TELEMETRY_PATH}`)},
  assetURL: ${JSON.stringify(apiUrl)}, cdnURL: ${JSON.stringify(apiUrl)} }</script>`

/** Without an address the SDK finds the vendor's cloud by itself. */
const pageHtml = (
  apiUrl: string | null,
): string => `<!doctype html><meta charset="utf-8"><title>client</title>
${apiUrl === null ? '' : otProperties(apiUrl)}<div id="videos"></div>
<script src="/opentok.js"></script>${CLIENT.map((name) => `<script src="/${name}"></script>`).join('')}`

/** The minified build of the same package: half the size to load. */
const SDK = createRequire(import.meta.url)
  .resolve('@opentok/client')
  .replace(/opentok\.js$/, 'opentok.min.js')
const CLIENT = ['client-events.js', 'client-media.js', 'client-page.js']

const readScripts = async (): Promise<Map<string, Buffer>> => {
  const scripts = new Map([['/opentok.js', await readFile(SDK)]])
  for (const name of CLIENT) scripts.set(`/${name}`, await readFile(new URL(name, import.meta.url)))
  return scripts
}

/** Opens one browser; each page is a client of its own, from an origin of its own. */
export const openSdkBrowser = async (apiUrl: string | null): Promise<SdkBrowser> => {
  const scripts = await readScripts()
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    const type = script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'Content-Type': type }).end(script ?? pageHtml(apiUrl))
  })
  const port = await listen(server, 0, '127.0.0.1')
  const browser = await chromium.launch(launchOptions(apiUrl === null ? FLAGS : [...FLAGS, ...NO_CLOUD]))
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  return {
    openPage: async () => {
      const page = await context.newPage()
      await page.goto(`http://localhost:${port}/`, { timeout: LOAD_WITHIN_MS })
      return page
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
