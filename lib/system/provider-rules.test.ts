import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const BASE = {
  GAVEL_ENV: 'production',
  GAVEL_URL: 'https://moderation.northlight.org',
  GAVEL_SECRET: 'k'.repeat(43),
  GAVEL_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: 'postgresql://localhost/gavel',
}
const WHOLE = {
  GAVEL_OIDC_ISSUER: 'https://login.northlight.org/realms/staff',
  GAVEL_OIDC_CLIENT_ID: 'gavel',
  GAVEL_OIDC_CLIENT_SECRET: 'canary-secret',
}

test.each([
  ['nothing', {}],
  ['the three', WHOLE],
  [
    'a mapping',
    { ...WHOLE, GAVEL_OIDC_ROLES: 'a=moderator, /b c=lead@45-67', GAVEL_OIDC_ACCOUNTS: 'mapped' },
  ],
  ['other scopes', { ...WHOLE, GAVEL_OIDC_SCOPES: 'openid email groups' }],
  ['loopback in the demo', { ...WHOLE, GAVEL_ENV: 'demo', GAVEL_OIDC_ISSUER: 'http://127.0.0.1:8080/x' }],
])('%s is fine', (_what, given) => {
  expect(readEnv({ ...BASE, ...given })).toMatchObject({ ok: true })
})

test.each([
  ['GAVEL_OIDC_CLIENT_SECRET', { ...WHOLE, GAVEL_OIDC_CLIENT_SECRET: '' }, /is missing: the issuer/],
  ['GAVEL_OIDC_CLIENT_SECRET', { ...WHOLE, GAVEL_OIDC_CLIENT_SECRET: 'short' }, /is too short/],
  ['GAVEL_OIDC_ISSUER', { ...WHOLE, GAVEL_OIDC_ISSUER: '' }, /is missing: the issuer/],
  ['GAVEL_OIDC_ISSUER', { ...WHOLE, GAVEL_OIDC_ISSUER: 'http://127.0.0.1:8080' }, /is plain http/],
  [
    'GAVEL_OIDC_ISSUER',
    { ...WHOLE, GAVEL_ENV: 'demo', GAVEL_OIDC_ISSUER: 'http://login.northlight.org' },
    /plain http/,
  ],
  ['GAVEL_OIDC_ISSUER', { ...WHOLE, GAVEL_OIDC_ISSUER: 'login.northlight.org' }, /must be an https address/],
  ['GAVEL_OIDC_ISSUER', { ...WHOLE, GAVEL_OIDC_ISSUER: 'https://a:b@login.northlight.org' }, /nothing more/],
  ['GAVEL_OIDC_SCOPES', { ...WHOLE, GAVEL_OIDC_SCOPES: 'email' }, /openid among them/],
  ['GAVEL_OIDC_ROLES', { ...WHOLE, GAVEL_OIDC_ROLES: 'moderators' }, /must be group=role/],
  ['GAVEL_OIDC_ROLES', { ...WHOLE, GAVEL_OIDC_ROLES: 'a=moderator,=lead' }, /must be group=role/],
  ['GAVEL_OIDC_ROLES', { GAVEL_OIDC_ROLES: 'a=moderator' }, /says nothing without/],
  ['GAVEL_OIDC_ACCOUNTS', { ...WHOLE, GAVEL_OIDC_ACCOUNTS: 'mapped' }, /maps no group/],
  ['GAVEL_OIDC_ACCOUNTS', { ...WHOLE, GAVEL_OIDC_ACCOUNTS: 'all' }, /must be off or mapped/],
])('a wrong %s stops the start with a sentence that shows no value', (name, given, sentence) => {
  const read = readEnv({ ...BASE, ...given })
  if (read.ok) throw new Error('It was taken')
  const said = read.failure.join(' ')
  expect(said).toContain(name)
  expect(said).toMatch(sentence)
  expect(said).not.toMatch(/canary|short"|login\.northlight/)
})
