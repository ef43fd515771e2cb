import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startSite } from '../e2e/kit/site.ts'
import { report } from './report.ts'
import { withDatabase } from './with-database.ts'

const BUDGET = 180

/** All scripts that the Live page names when it is first opened, as they go over the wire. The video SDK is not among them. */
await withDatabase(async () => {
  const site = await startSite()
  try {
    const { visitor } = await site.signedIn('moderator')
    const page = await visitor.send('GET', '/live')
    const body = page.body.replaceAll(/<script[^>]*nomodule[^>]*>/gi, '') // for browsers that could not run us anyway
    const names = new Set(body.match(/static\/chunks\/[\w.~-]+\.js/g) ?? [])
    if (names.size === 0) throw new Error('The page names no script')
    const sizes = [...names].map((name) => {
      const code = readFileSync(join(site.buildDir, name))
      return { name, size: gzipSync(code, { level: 6 }).byteLength, sdk: code.includes('OT.initSession') }
    })
    const kilobytes = sizes.reduce((sum, { size }) => sum + size, 0) / 1000
    report(
      'first-load JavaScript of Live, gzip',
      `${kilobytes.toFixed(0)} kB`,
      `<= ${BUDGET} kB`,
      kilobytes <= BUDGET,
    )
    console.error(`${sizes.length} files; the video SDK among them: ${sizes.some(({ sdk }) => sdk)}`)
  } finally {
    await site.end()
  }
})
