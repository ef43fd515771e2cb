import 'server-only'

/** What proves to the platform who we are. Never logged, never sent to a browser, never part of an error. */
export type Credentials =
  | { platform: 'opentok'; apiKey: string; apiSecret: string; apiUrl: string | null }
  | { platform: 'vonage'; applicationId: string; privateKey: string; apiUrl: string | null }

type Platform = Credentials['platform']

/** Which secret proves a project of this platform. */
export function provingPurpose(platform: Platform): 'apiSecret' | 'privateKey' {
  return platform === 'opentok' ? 'apiSecret' : 'privateKey'
}

/** A project as it is kept, with its secret, as its platform wants to be told. */
export function credentialsOf(
  { platform, platformId, apiUrl }: { platform: Platform; platformId: string; apiUrl: string | null },
  secret: string,
): Credentials {
  return platform === 'opentok'
    ? { platform, apiKey: platformId, apiSecret: secret, apiUrl }
    : { platform, applicationId: platformId, privateKey: secret, apiUrl }
}

const PUBLIC_ADDRESS = { opentok: 'https://api.opentok.com', vonage: 'https://video.api.vonage.com' } as const

/** Where this project's REST API answers. */
export function apiAddress(credentials: Credentials): string {
  return credentials.apiUrl ?? PUBLIC_ADDRESS[credentials.platform]
}

/** The project's name in the platform's paths. */
export function projectInPath(credentials: Credentials): string {
  return credentials.platform === 'opentok' ? credentials.apiKey : credentials.applicationId
}
