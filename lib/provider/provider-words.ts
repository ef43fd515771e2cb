import 'server-only'

/** What people are told when their organisation's sign-in lets them in nowhere. Nothing that a provider wrote is among it. */
export const PROVIDER_WORDS = {
  'provider-declined': "You did not finish signing in at your organisation's sign-in. Nothing was changed.",
  'provider-failed':
    'Signing in by your organisation did not work. Try again; if it stays so, tell an admin.',
  'provider-away': "Your organisation's sign-in does not answer just now. Try again in a moment.",
  'provider-unknown':
    "Your organisation's sign-in belongs to no account here. Sign in with your password and link it on your account page, or ask an admin for an invite.",
  'provider-deactivated': 'This account is deactivated.',
  'provider-no-role': 'None of your groups has a role in Gavel. Ask whoever looks after your groups.',
  'provider-unverified':
    'Your organisation does not say that your e-mail address is verified, so no account is made.',
  'provider-address-taken':
    "An account with this address exists. Sign in to it, then link your organisation's sign-in on your account page.",
} as const

export type ProviderRefusal = keyof typeof PROVIDER_WORDS

/** What somebody is told on their account page when a link was not made. */
export const LINK_WORDS = {
  declined: "You did not finish at your organisation's sign-in. Nothing was linked.",
  failed: "Your organisation's sign-in did not confirm who you are. Nothing was linked.",
  'other-device': 'This was begun in another browser, or you have signed out since. Begin again here.',
  taken: 'This sign-in is linked to another account. Whoever has that account must unlink it first.',
  'linked-already': 'Another sign-in of your organisation is linked to your account. Unlink it first.',
} as const

export type LinkRefusal = keyof typeof LINK_WORDS
