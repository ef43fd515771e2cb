export const TIME_ZONE_COOKIE = 'timezone'

/** The zone the browser told of itself; UTC when it told none, or one that this server does not know. */
export function parseTimeZone(value: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: value ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
