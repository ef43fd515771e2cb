/**
 * Finds the Chromium that tests and screenshots drive, or installs one: Playwright's own, else the system's, else
 * Playwright's by its own installer, else the system's package when we may install packages.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const NAMES = [
  'chromium-headless-shell', // what Playwright itself would take: lighter, and it draws the same
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const PLAYWRIGHT = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url))

/**
 * What `chromium.launch` needs. Never installs; undefined when there is none.
 *
 * @returns {{ executablePath?: string, args: string[] } | undefined}
 */
export function findBrowser() {
  // Chromium's own sandbox refuses root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (existsSync(chromium.executablePath())) return { args }
  const executablePath = onPath(NAMES)
  return executablePath ? { executablePath, args } : undefined
}

/**
 * What `chromium.launch` needs, with these flags besides; throws where there is no browser.
 *
 * @param {readonly string[]} flags
 * @returns {{ executablePath?: string, args: string[] }}
 */
export function launchOptions(flags) {
  const found = findBrowser()
  if (!found) throw new Error('There is no Chromium here: `npm test` finds or installs one.')
  return { ...found, args: [...found.args, ...flags] }
}

/**
 * As `findBrowser`, installing one when there is none.
 *
 * @param {(line: string) => void} say
 */
export function ensureBrowser(say) {
  const found = findBrowser()
  if (found) return found
  say('There is no Chromium here: installing one (once).')
  const tried = [tryCommand(process.execPath, [PLAYWRIGHT, 'install', 'chromium'])]
  if (!findBrowser() && process.getuid?.() === 0) tried.push(...installPackage())
  const installed = findBrowser()
  if (installed) return installed
  const reasons = tried.filter(Boolean).join('; ')
  throw new Error(
    `No Chromium was found or could be installed (${reasons}): install the package "chromium" and try again.`,
  )
}

function installPackage() {
  if (!onPath(['apt-get'])) return ['no apt-get here']
  const install = (name) => tryCommand('apt-get', ['install', '-qy', name])
  const updated = tryCommand('apt-get', ['update', '-q'])
  // Not every system has the light one as a package.
  const light = install('chromium-headless-shell')
  return [updated, light, light && install('chromium')]
}

/** @returns {string | undefined} why it failed */
function tryCommand(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const done = spawnSync(command, args, { encoding: 'utf8', env, timeout: 10 * 60_000 })
  if (done.status === 0) return undefined
  return done.error?.message ?? done.stderr.trim().split('\n').at(-1) ?? `${command} failed`
}

function onPath(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file))
}
