import { makeSecrets } from '../../scripts/start/installation-secrets.ts'

/** Secrets for servers of one installation, as `npm start` would make and hand them over. */
export function serverSecrets() {
  const secrets = makeSecrets()
  return { ...secrets, NEXTAUTH_SECRET: secrets.GAVEL_SECRET }
}
