import type { NextConfig } from 'next'

const config: NextConfig = {
  distDir: process.env.GAVEL_BUILD_DIR ?? '.next',
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
  },
}

export default config
