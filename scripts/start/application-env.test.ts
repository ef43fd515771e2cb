import { expect, test } from 'vitest'
import { applicationEnv } from './application-env.ts'
import { readStartSettings } from './settings.ts'

const given = (env: Record<string, string>) => applicationEnv(readStartSettings(env, '/gavel'), env)

test('the built application runs as built, and learns separately what was asked for', () => {
  expect(given({})).toMatchObject({ NODE_ENV: 'production', GAVEL_ENV: 'demo' })
  expect(given({ NODE_ENV: 'development' })).toMatchObject({ NODE_ENV: 'production', GAVEL_ENV: 'demo' })
  expect(given({ NODE_ENV: 'production' })).toMatchObject({ NODE_ENV: 'production', GAVEL_ENV: 'production' })
  expect(given({ GAVEL_ENV: 'test' })).toMatchObject({ GAVEL_ENV: 'test' })
})

test('production cannot be talked out of by GAVEL_ENV', () => {
  expect(given({ NODE_ENV: 'production', GAVEL_ENV: 'test' })).toMatchObject({ GAVEL_ENV: 'production' })
})

test('what npm says of the start is not passed on, nor are empty settings', () => {
  expect(given({ npm_config_prefix: '/x', OPENTOK_API_KEY: '', LANG: 'C' })).not.toHaveProperty(
    'npm_config_prefix',
  )
  expect(given({ OPENTOK_API_KEY: '' })).not.toHaveProperty('OPENTOK_API_KEY')
  expect(given({ LANG: 'C' })).toHaveProperty('LANG', 'C')
})
