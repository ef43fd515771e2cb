import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const EVERYWHERE = '{lib,components,sandbox,scripts,prisma,app,e2e/kit,e2e/checks}/**'
/** Real SDKs, real media, and time-outs that must really pass. */
const WITH_THE_SANDBOX = [
  'sandbox/{archives,conformance,faults}/**/*.test.ts',
  'sandbox/media/media-server.test.ts',
  'sandbox/people/people.test.ts',
  'sandbox/people/scenarios/*.test.ts',
  'sandbox/signalling/{adaptive,hostile,reconnection}.test.ts',
  'e2e/checks/r08-*.test.ts',
]

/** Those that take a minute begin first: the last to end would end alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/(conformance\/(browser|server)-|scenarios\/(soak|raid)|r08-)/.test(moduleId)
    return (await super.sort(files)).toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)))
  }
}

/** Three kinds of tests: those that need nothing, those with a real database, and those that start real programs. */
export default defineConfig({
  test: {
    environment: 'node',
    // The stand-ins for the platform listen here.
    env: { GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A fresh set of modules for each file would take longer than the tests; each file has a database of its own anyway.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: [`${EVERYWHERE}/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.{db,e2e,http}.test.ts', ...WITH_THE_SANDBOX],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: [`${EVERYWHERE}/*.db.test.ts`],
          globalSetup: ['./e2e/kit/test-database-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'sdk',
          include: WITH_THE_SANDBOX,
          // They mostly wait: for media in real time and for the platform's patience. So four of them, and after the others.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['e2e/**/*.http.test.ts'],
          globalSetup: ['./e2e/kit/test-database-server.ts', './e2e/kit/built-application.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'start',
          include: ['scripts/**/*.e2e.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
  // As on the server: `server-only` is empty there, and throws everywhere else.
  resolve: { conditions: ['react-server', 'node'] },
  ssr: { resolve: { conditions: ['react-server', 'node'] } },
})
