/** What people read when credentials are not taken. A failure without words does not compile. */
export const CREDENTIAL_WORDS = {
  'bad-secret':
    'This is no whole secret: look whether all of it was copied. A private key is PKCS#8 (BEGIN PRIVATE KEY).',
  'bad-address':
    'Gavel does not connect to this address. It must be https on the public internet, or in a network that the settings allow.',
  'bad-credentials': 'The platform does not accept these credentials. Nothing was saved.',
  unreachable: 'The platform could not be reached at this address. Nothing was saved.',
  timeout: 'The platform did not answer in time. Nothing was saved.',
  'too-many': 'The platform has too many requests just now. Nothing was saved; try again in a moment.',
  refused: 'What answers at this address is not the platform, or it refused. Nothing was saved.',
} as const
