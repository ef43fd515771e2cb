import 'server-only'

/** What people are told when a factor does not do. */
export const PASSKEY_WORDS: Record<'wrong', string> = {
  wrong: 'This passkey does not sign in here. Use another one, or your password.',
}

export const FACTOR_WORDS: Record<'wrong' | 'slow-down', string> = {
  wrong: 'This code does not work. Each code counts once: wait for the next one.',
  'slow-down': 'Too many attempts. Wait a moment, then try again; each attempt makes the wait longer.',
}

export const AUTHENTICATOR_WORDS: Record<'wrong-code' | 'not-begun', string> = {
  'wrong-code': 'This is not the code that your authenticator shows now. Is its clock right?',
  'not-begun': 'This set-up is over. Begin again.',
}
