'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { fail, ok } from '#lib/system/result.ts'
import { beginLinking } from './begin-linking.ts'
import { discoverProvider } from './discover-provider.ts'
import { nothingInput } from './model.ts'
import { providerSettings } from './provider-settings.ts'
import { PROVIDER_WORDS } from './provider-words.ts'
import { providerDeadline } from './redeem-callback.ts'
import { unlinkIdentity } from './unlink-identity.ts'

/** Sends this browser to the provider, to come back with who they are there. */
export const linkProvider = defineAction({
  name: 'identity.beginLink',
  permission: oneself('people decide themselves how they sign in'),
  confirmed: true,
  input: nothingInput,
  prepare: async () => {
    const settings = providerSettings()
    if (!settings) return fail('not-set-up')
    const found = await discoverProvider(settings, providerDeadline())
    return found.ok ? ok({ settings, found: found.value }) : fail('away')
  },
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: async ({ actor, tx, prepared }) =>
    ok({ url: await beginLinking(tx, actor, prepared.settings, prepared.found) }),
  messages: {
    'not-set-up': 'No sign-in of an organisation is set up here.',
    away: PROVIDER_WORDS['provider-away'],
  },
})

/** Takes the link to the provider away. */
export const unlinkProvider = defineAction({
  name: 'identity.unlink',
  permission: oneself('people decide themselves how they sign in'),
  confirmed: true,
  input: nothingInput,
  scope: async () => ({ projectId: null }),
  audit: () => ({}),
  run: ({ actor, tx }) => unlinkIdentity(tx, actor, providerSettings()?.issuer ?? ''),
  messages: {
    'not-linked': 'It is not linked any more.',
    kept: 'Your account came by this sign-in and stays with it.',
    'last-way': 'Nothing else would open your account. Set a password or add a passkey first.',
  },
})
