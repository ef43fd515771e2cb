import { expect, test } from 'vitest'
import { defaultUrl, localOrigin, readStartSettings } from './settings.ts'

const read = (env: Record<string, string>) => readStartSettings(env, '/gavel')

test('with nothing set it is the demo on loopback, with sandbox and embedded database', () => {
  expect(read({})).toEqual({
    production: false,
    dataDir: '/gavel/.data',
    buildDir: '.next',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    url: undefined,
    sandbox: true,
  })
})

test.each([
  [{ OPENTOK_API_KEY: '1' }, false],
  [{ VONAGE_APPLICATION_ID: 'x' }, false],
  [{ OPENTOK_API_KEY: '1', GAVEL_SANDBOX: 'on' }, true],
  [{ GAVEL_SANDBOX: 'off' }, false],
  [{ NODE_ENV: 'production' }, true],
])('%j wants the sandbox: %s', (env, wanted) => {
  expect(read(env).sandbox).toBe(wanted)
})

test.each(['0', 'x', '65536', '-1', '3.5'])('PORT %s is no port', (port) => {
  expect(read({ PORT: port }).port).toBeNaN()
})

test('an absolute data directory stays as it is, an empty setting counts as none', () => {
  expect(read({ GAVEL_DATA_DIR: '/var/lib/gavel' }).dataDir).toBe('/var/lib/gavel')
  expect(read({ GAVEL_DATA_DIR: '', DATABASE_URL: '' })).toMatchObject({
    dataDir: '/gavel/.data',
    databaseUrl: undefined,
  })
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['::', 'http://[::1]:3000', 'http://localhost:3000'],
  ['10.1.2.3', 'http://10.1.2.3:3000', 'http://10.1.2.3:3000'],
])('on %s the machine itself uses %s and people %s', (host, origin, url) => {
  expect(localOrigin(host, 3000)).toBe(origin)
  expect(defaultUrl(host, 3000)).toBe(url)
})
