import 'server-only'

/** What proves to the platform who we are. Never logged, never sent to a browser, never part of an error. */
export type Credentials =
  | { platform: 'opentok'; apiKey: string; apiSecret: string; apiUrl: string | null }
  | { platform: 'vonage'; applicationId: string; privateKey: string; apiUrl: string | null }

const PUBLIC_ADDRESS = { opentok: 'https://api.opentok.com', vonage: 'https://video.api.vonage.com' } as const

/** Where this project's REST API answers. */
export function apiAddress(credentials: Credentials): string {
  return credentials.apiUrl ?? PUBLIC_ADDRESS[credentials.platform]
}

/** The project's name in the platform's paths. */
export function projectInPath(credentials: Credentials): string {
  return credentials.platform === 'opentok' ? credentials.apiKey : credentials.applicationId
}
