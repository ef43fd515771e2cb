import type { AddressProblem } from '#lib/system/outgoing-address.ts'

/** Why an address will not do. */
export const ADDRESS_WORDS: Record<AddressProblem, string> = {
  'not-an-address': 'This is not an http address.',
  'not-https': 'Only https addresses are told of alerts.',
  'more-than-an-address': 'An address has no name, password, question mark or number sign in it.',
  port: 'Only ports 443 and 8443 are connected to.',
  private: 'Gavel does not connect to private addresses, except in the networks of GAVEL_WEBHOOK_NETWORKS.',
}

/** Why the last attempt did not arrive. */
export function failureWords(failure: string): string {
  switch (failure) {
    case 'redirect':
      return 'It answered with a redirect, which is not followed'
    case 'forbidden-address':
      return 'Its name leads to a private address, which is not connected to'
    case 'timeout':
      return 'It did not answer within 10 s'
    case 'no-answer':
      return 'It could not be reached'
    case 'secret-shut':
      return 'Its secret does not open: replace it'
    case 'too-old':
      return 'It was off for more than a day'
    default:
      return `It ${failure}`
  }
}
