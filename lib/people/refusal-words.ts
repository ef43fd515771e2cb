import 'server-only'

/** What people are told when a rule about people and roles refuses. */
export const REFUSALS = {
  'bad-address': 'This is not one e-mail address.',
  'email-taken': 'Somebody with this address has an account already.',
  'same-address': 'This is your address already.',
  'by-provider': "Your address belongs to your organisation's sign-in, your only way in: change it there.",
  'asked-often': 'You have asked for this often today. Try again tomorrow.',
  'no-such-role': 'This role or project is not there any more.',
  'more-than-you-hold': 'This needs permissions that you do not hold yourself, there and for so long.',
  past: 'This end lies in the past.',
  yourself: 'You cannot do this to yourself: somebody else has to.',
  deactivated: 'This account is deactivated.',
  'last-admin': 'Nobody else could administer Gavel any more. Make somebody else an admin first.',
  erased: 'The data of this person was erased; there is nothing to give back.',
  'wrong-name': 'This is not their name.',
  'built-in': 'What a built-in role is called and allows comes with the version.',
  'changed-meanwhile': 'Somebody else has changed this role meanwhile. Load the page again.',
  'name-taken': 'There is a role of this name already.',
  'unknown-permission': 'One of these permissions does not exist.',
  void: 'This link is not valid any more. Ask whoever sent it for a new one.',
  'weak-password': 'Use a password of at least 15 characters that is not your name or e-mail address.',
  busy: 'This could not be done just now. Try again in a moment.',
} as const

export type Refusal = keyof typeof REFUSALS

/** The words of just these: a door names what its rule can answer, and a missing word does not compile. */
export function words<const Some extends Refusal>(...some: Some[]): Record<Some, string> {
  const texts: Record<string, string> = Object.fromEntries(some.map((one) => [one, REFUSALS[one]]))
  return texts as Record<Some, string> // each of the given keys, by the line above
}
