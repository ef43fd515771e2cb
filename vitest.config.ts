import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const EVERYWHERE = '{lib,components,sandbox,scripts,prisma,app,e2e/kit,e2e/checks}/**'
/** The official SDKs against the sandbox, most of them in real browsers. */
const SDK = ['sandbox/conformance/**/*.test.ts']
/** Real media, and time-outs that must really pass. */
const IN_REAL_TIME = [
  'sandbox/{archives,faults}/**/*.test.ts',
  'sandbox/media/media-server.test.ts',
  'sandbox/callbacks/callback-queue.test.ts',
  'sandbox/people/{people,start-people}.test.ts',
  'sandbox/people/client/rumor-client.test.ts',
  'sandbox/signalling/{adaptive,forgotten-answers,hostile,reconnection}.test.ts',
  'scripts/start/service.test.ts',
  'lib/custody/s3-driver.test.ts',
  'e2e/checks/{r08,s05,s06}-*.test.ts',
]

/** Hundreds of simulated people in a hurry: a processor each, or they come too late. */
const CROWDS = ['sandbox/people/scenarios/*.test.ts']

/**
 * Those that take long begin first: the last to end would end alone. Crowds and browsers with video keep a processor busy
 * each, so between them stand those that wait.
 */
const FIRST = [
  'scenarios/soak',
  'checks/s03-',
  'checks/r17-',
  'scenarios/raid',
  'checks/r04-kill-9',
  'scenarios/school-morning',
  'scenarios/network-storm',
  // With the SDKs: the longest decides.
  'conformance/browser-moving',
  'conformance/server-sdk',
  'conformance/browser-watching',
  'conformance/browser-sdk',
  'conformance/browser-troubles',
  'conformance/browser-publishing',
  'conformance/simulcast',
  // In real time.
  'checks/r08-',
  'signalling/adaptive',
  'lib/custody/s3-driver',
  'signalling/reconnection',
  'checks/s05-',
  'signalling/hostile',
  'storage/own-storage',
  'media/media-server',
  'archives/recording-quality',
  'archives/chosen-streams',
  'start/service',
  'checks/s06-',
  // Over HTTP: beside each that computes stands one that waits.
  'checks/a03-',
  'checks/u12-oidc',
  'checks/w04-',
  'checks/a04-',
  'checks/n10-',
  'checks/n11-',
  'checks/p01-',
  'checks/a05-',
  'checks/u14-',
  'checks/a07-',
  'checks/r06-',
  'checks/n15-',
  'checks/u04-no-',
  'checks/r02-',
]

/** Each of these has servers of its own beside it. */
const SERVERS = { maxWorkers: 2, sequence: { groupOrder: 2 } }

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = FIRST.findIndex((part) => moduleId.includes(part))
      return found < 0 ? FIRST.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

/**
 * Kinds of tests: those that need nothing, those with a real database, crowds, real SDKs, those that start real programs, and
 * those that wait.
 */
export default defineConfig({
  test: {
    environment: 'node',
    // The stand-ins for the platform listen here.
    env: { GAVEL_ALLOW_PLATFORM_NETWORKS: '127.0.0.0/8' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // On two processors; some wait while others compute.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A fresh set of modules for each file would take longer than the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: [`${EVERYWHERE}/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.{db,e2e,http}.test.ts', ...CROWDS, ...SDK, ...IN_REAL_TIME],
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
          name: 'crowds',
          include: CROWDS,
        },
      },
      {
        extends: true,
        test: {
          name: 'sdk',
          include: SDK,
          // After the others, which would make them late. They compute and wait in turn, so four of them.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'real-time',
          include: IN_REAL_TIME,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['e2e/**/*.http.test.ts'],
          globalSetup: ['./e2e/kit/test-database-server.ts', './e2e/kit/built-application.ts'],
          testTimeout: 60_000,
          ...SERVERS,
        },
      },
      {
        extends: true,
        test: {
          name: 'start',
          include: ['scripts/**/*.e2e.test.ts'],
          testTimeout: 60_000,
          ...SERVERS,
        },
      },
    ],
  },
  // As on the server: `server-only` is empty there, and throws everywhere else.
  resolve: { conditions: ['react-server', 'node'] },
  ssr: { resolve: { conditions: ['react-server', 'node'] } },
})
