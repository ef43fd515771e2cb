import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As on the server: `server-only` is empty there, and throws everywhere else.
  resolve: { conditions: ['react-server', 'node'] },
  ssr: { resolve: { conditions: ['react-server', 'node'] } },
  test: {
    include: ['{lib,components,sandbox,scripts,prisma,app}/**/*.test.{ts,tsx}', 'e2e/checks/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
