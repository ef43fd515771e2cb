import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { NextConfig } from 'next'

const distDir = process.env.GAVEL_BUILD_DIR ?? '.next'

const config: NextConfig = {
  distDir,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['opentok', '@node-rs/argon2', 'pino', 'pg', '@cantoo/pdf-lib', '@pdf-lib/fontkit'],
  images: { unoptimized: true },
  // Types are checked once, by `npm run check`; a build that checked them again would only cost a start its seconds.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
    // What a body may keep of the memory before the limit above is looked at; ten megabytes unless said.
    proxyClientMaxBodySize: '128kb',
    // For `forbidden()`, by which the doors end an action that no page of ours has sent.
    authInterrupts: true,
    // Keeping what a later build can use takes a fifth of a build: the first is waited for, and most are never followed by another.
    turbopackFileSystemCacheForBuild: existsSync(join(distDir, 'BUILD_ID')),
  },
}

export default config
