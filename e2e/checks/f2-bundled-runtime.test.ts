import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

// Next brings its own copy of the server components' runtime, whose version string is the same with and without the fix.
// So the version of Next is what counts, and the fix itself is looked for in the bundled files.
const home = dirname(createRequire(import.meta.url).resolve('next/package.json'))
/** `supportsArrayBufferDetached` in the source; minifying takes the name away. */
const FIX = /call\(\s*ArrayBuffer\.prototype,\s*"detached"/

test('the installed Next is of a line that has the fix', () => {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number.parseFloat)
  expect(major * 1e6 + minor * 1e3 + patch, version).toBeGreaterThanOrEqual(16_004_005)
})

test.each([
  ['next-server', /^app-page.*\.runtime\.prod\.js$/],
  ['react-server-dom-turbopack/cjs', /server\.node\.production\.js$/],
])('the bundled runtimes in %s contain the fix', (folder, names) => {
  const bundled = join(home, 'dist', 'compiled', folder)
  const runtimes = readdirSync(bundled).filter((name) => names.test(name))
  expect(runtimes.length).toBeGreaterThan(0)
  for (const name of runtimes) expect(FIX.test(readFileSync(join(bundled, name), 'utf8')), name).toBe(true)
})
