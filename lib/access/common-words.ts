import 'server-only'

/** What the passwords that everybody tries first are made of. Digits and signs around them change nothing. */
export const COMMON_WORDS: readonly string[] = `
  password passwort passw0rd p@ssword p@ssw0rd motdepasse contrasena parola kennwort haslo heslo
  12345678 23456789 87654321 11223344 12341234 123123 abcd1234 1q2w3e4r 1qaz2wsx zaq12wsx 0987654321
  qwertyuiop qwertzuiop qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm yxcvbnm qazwsx abcdefgh abcdef
  iloveyou loveyou letmein welcome willkommen trustno1 whatever changeme default secret geheim
  administrator admin moderator operator superuser root login guest test testing tester
  sunshine princess football baseball basketball superman batman pokemon starwars dragon monkey shadow master
  michael jennifer jordan ashley hunter charlie freedom flower cheese computer internet samsung google
  liverpool chelsea arsenal barcelona summer winter spring autumn january february december monday friday
  correct horse battery staple hello world company
`
  .trim()
  .split(/\s+/)
